package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZoneFailoverRouteTest {
  private final TestLoop loop = new TestLoop();
  private final ScriptedLeaf local = new ScriptedLeaf("local");
  private final ScriptedLeaf east = new ScriptedLeaf("east");
  private final ScriptedLeaf west = new ScriptedLeaf("west");

  @AfterEach
  void end() {
    loop.close();
  }

  private Asker ask(boolean onMiss, Request request) {
    Route far = new AllFastestRoute(List.of(east, west), loop.loop(), AllFastestRoute.WAIT_FOR_ALL);
    return Asked.send(
        new ZoneFailoverRoute(local, far, FailoverRule.of(onMiss, Set.of())), request);
  }

  @Test
  void a_local_hit_is_the_answer() {
    Asker asker = ask(true, Asked.get("k"));
    local.hit("local");
    assertThat(asker.answers).containsExactly("HIT local");
    assertThat(east.requests).isEmpty();
  }

  @Test
  void asks_all_far_zones_at_once_after_a_local_miss() {
    Asker asker = ask(true, Asked.get("k"));
    local.miss();
    assertThat(List.of(east.requests, west.requests)).containsOnly(List.of("get k"));
    east.miss();
    west.hit("west");
    assertThat(asker.answers).containsExactly("HIT west");
  }

  @Test
  void a_local_miss_is_final_where_misses_do_not_pass_on() {
    Asker asker = ask(false, Asked.get("k"));
    local.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void a_local_write_that_changes_nothing_is_final() {
    Asker asker = ask(true, Asked.set("k"));
    local.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void gives_the_local_miss_when_the_far_zones_fail() {
    Asker asker = ask(true, Asked.get("k"));
    local.miss();
    east.fault(Failure.TIMEOUT);
    west.reply(Kind.SERVER_ERROR, "loading");
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void asks_far_zones_when_the_local_one_fails() {
    Asker asker = ask(false, Asked.get("k"));
    local.fault(Failure.REFUSED);
    east.miss();
    west.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void always_gives_an_answer_when_every_zone_fails() {
    Asker asker = ask(true, Asked.get("k"));
    local.fault(Failure.REFUSED);
    east.fault(Failure.TIMEOUT);
    west.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("refused: west");
  }

  @Test
  void a_far_zone_that_answers_while_it_sends_leaves_the_bytes_for_the_others() {
    east.atOnce(leaf -> leaf.hit("east"));
    Asker asker = ask(true, Asked.get("k"));
    local.miss();
    assertThat(asker.answers).containsExactly("HIT east");
    assertThat(west.requests).containsExactly("get k");
  }
}
