package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailoverRouteTest {
  private static final FailoverRule ON_FAILURE = FailoverRule.of(false, Set.of());
  private static final FailoverRule ON_MISS = FailoverRule.of(true, Set.of());

  private final TestLoop loop = new TestLoop();
  private final ScriptedLeaf a = new ScriptedLeaf("a");
  private final ScriptedLeaf b = new ScriptedLeaf("b");
  private final ScriptedLeaf c = new ScriptedLeaf("c");

  @AfterEach
  void end() {
    loop.close();
  }

  private FailoverRoute route(FailoverRule rule, int tries) {
    return new FailoverRoute(List.of(a, b, c), rule, tries, loop.loop(), 0);
  }

  @Test
  void asks_only_the_first_child_while_it_answers() {
    Asker asker = Asked.send(route(ON_FAILURE, 3), Asked.get("k"));
    a.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
    assertThat(b.requests).isEmpty();
  }

  @Test
  void fails_over_when_the_first_child_fails() {
    Asker asker = Asked.send(route(ON_FAILURE, 3), Asked.get("k"));
    a.fault(Failure.TIMEOUT);
    b.reply(Kind.SERVER_ERROR, "loading");
    c.hit("c");
    assertThat(asker.answers).containsExactly("HIT c");
    assertThat(c.requests).containsExactly("get k");
  }

  @Test
  void a_refusal_of_what_the_client_asked_is_final() {
    Asker asker = Asked.send(route(ON_MISS, 3), Asked.get("k"));
    a.reply(Kind.CLIENT_ERROR, "wrong type");
    assertThat(asker.answers).containsExactly("CLIENT_ERROR wrong type");
  }

  @Test
  void asks_as_many_children_as_there_are_tries() {
    Asker asker = Asked.send(route(ON_FAILURE, 2), Asked.get("k"));
    a.fault(Failure.TIMEOUT);
    b.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("timeout: a");
    assertThat(c.requests).isEmpty();
  }

  @Test
  void gives_the_miss_that_came_before_faults() {
    Asker asker = Asked.send(route(ON_MISS, 3), Asked.get("k"));
    a.fault(Failure.TIMEOUT);
    b.miss();
    c.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void a_write_that_changes_nothing_is_not_sent_on() {
    Asker asker = Asked.send(route(ON_MISS, 3), Asked.set("k"));
    a.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void a_deletion_looks_for_the_key_elsewhere() {
    Asker asker = Asked.send(route(ON_MISS, 3), Asked.del("k"));
    a.miss();
    b.hit("deleted");
    assertThat(asker.answers).containsExactly("HIT deleted");
  }

  @Test
  void only_the_configured_failures_pass_on() {
    FailoverRule rule = FailoverRule.of(false, Set.of("refused"));
    Asker asker = Asked.send(route(rule, 3), Asked.get("k"));
    a.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("timeout: a");
    asker = Asked.send(route(rule, 3), Asked.get("k"));
    a.fault(Failure.REFUSED);
    b.reply(Kind.SERVER_ERROR, "loading");
    assertThat(asker.answers).containsExactly("SERVER_ERROR loading");
  }

  @Test
  void what_one_server_was_unable_to_do_another_may() {
    Asker asker =
        Asked.send(route(FailoverRule.of(false, Set.of("server_error")), 3), Asked.set("k"));
    a.reply(Kind.UNABLE, "no memory");
    b.hit("stored");
    assertThat(asker.answers).containsExactly("HIT stored");
  }

  @Test
  void takes_faults_that_come_while_it_sends() {
    a.atOnce(leaf -> leaf.fault(Failure.REFUSED));
    b.atOnce(leaf -> leaf.fault(Failure.REFUSED));
    c.atOnce(leaf -> leaf.hit("c"));
    assertThat(Asked.send(route(ON_FAILURE, 3), Asked.get("k")).answers).containsExactly("HIT c");
  }

  @Test
  void a_child_that_answers_while_it_sends_leaves_the_bytes_for_its_siblings() {
    ScriptedLeaf sibling = new ScriptedLeaf("sibling");
    Route fastest = new AllFastestRoute(List.of(b, sibling), loop.loop(), 0);
    b.atOnce(leaf -> leaf.hit("b"));
    Route route = new FailoverRoute(List.of(a, fastest), ON_FAILURE, 2, loop.loop(), 0);
    Asker asker = Asked.send(route, Asked.get("k"));
    a.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("HIT b");
    assertThat(sibling.requests).containsExactly("get k");
  }

  @Test
  void asks_the_next_child_when_the_wait_is_over_and_drops_the_late_answer() {
    Asker asker = new Asker();
    long wait = TimeUnit.MILLISECONDS.toNanos(5);
    Route route = new FailoverRoute(List.of(a, b), ON_FAILURE, 2, loop.loop(), wait);
    loop.run(() -> Route.send(route, Asked.get("k"), asker, Asker.INDEX));
    loop.await(() -> b.waiting() == 1 || !asker.answers.isEmpty());
    loop.run(() -> a.hit("late"));
    loop.await(() -> !asker.answers.isEmpty());
    assertThat(asker.answers).containsExactly("timeout: server a did not answer within 5 ms");
  }

  @Test
  void a_wait_ends_with_the_answer() {
    Asker asker = new Asker();
    Route route =
        new FailoverRoute(List.of(a, b), ON_FAILURE, 2, loop.loop(), TimeUnit.HOURS.toNanos(1));
    loop.run(() -> {
      Route.send(route, Asked.get("k"), asker, Asker.INDEX);
      a.hit("a");
    });
    assertThat(asker.answers).containsExactly("HIT a");
  }

  @Test
  void divided_keys_come_apart_where_misses_pass_on() {
    assertThat(route(ON_MISS, 3).wantsKeysApart(Asked.GET)).isTrue();
    assertThat(route(ON_MISS, 3).wantsKeysApart(Asked.SET)).isFalse();
    assertThat(route(ON_FAILURE, 3).wantsKeysApart(Asked.GET)).isFalse();
  }
}
