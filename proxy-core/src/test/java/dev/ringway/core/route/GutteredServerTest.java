package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GutteredServerTest {
  /** A presence that remembers what was said. */
  private static final class Remembered implements ServerPresence {
    final List<String> said = new ArrayList<>();
    boolean away;
    boolean returning;
    boolean recently;

    @Override
    public boolean isAway() {
      return away;
    }

    @Override
    public boolean isReturning() {
      return returning;
    }

    @Override
    public boolean wasAwayRecently() {
      return recently;
    }

    @Override
    public void missedRead() {
      said.add("missed a read");
    }

    @Override
    public boolean missedChange(int variant, List<byte[]> keys) {
      for (byte[] key : keys) {
        said.add("missed " + new String(key, StandardCharsets.ISO_8859_1) + " in " + variant);
      }
      return said.size() > 1;
    }

    @Override
    public void answered() {
      said.add("answered");
    }
  }

  private final ScriptedLeaf server = new ScriptedLeaf("main");
  private final ScriptedLeaf gutter = new ScriptedLeaf("gutter");
  private final Remembered presence = new Remembered();
  private final RouteStats stats = new RouteStats();
  private final GutteredServer route =
      new GutteredServer(server, gutter, presence, new FakeRewriter(), stats);

  @Test
  void a_server_that_answers_needs_no_gutter() {
    Asker asker = Asked.send(route, Asked.set("k"));
    server.hit("stored");
    assertThat(asker.answers).containsExactly("HIT stored");
    assertThat(gutter.requests).isEmpty();
    assertThat(presence.said).containsExactly("answered");
  }

  @Test
  void a_failed_read_goes_to_the_gutter() {
    Asker asker = Asked.send(route, Asked.get("k"));
    server.fault(Failure.TIMEOUT);
    gutter.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
    assertThat(presence.said).containsExactly("missed a read");
    assertThat(stats.get(RouteCounter.GUTTERED)).isEqualTo(1);
  }

  @Test
  void a_failed_change_is_noted_and_made_in_the_gutter() {
    Asker asker = Asked.send(route, Asked.set("k").variant(3));
    server.fault(Failure.TIMEOUT);
    gutter.hit("stored");
    assertThat(asker.answers).containsExactly("HIT stored");
    assertThat(presence.said).containsExactly("missed k in 3");
    assertThat(stats.get(RouteCounter.JOURNALED)).isEqualTo(1);
  }

  @Test
  void a_servers_own_error_counts_as_a_failure() {
    Asked.send(route, Asked.del("k"));
    server.reply(Kind.SERVER_ERROR, "loading");
    assertThat(gutter.requests).containsExactly("del k");
    assertThat(presence.said).containsExactly("missed k in 0");
  }

  @Test
  void what_a_working_server_was_unable_to_do_is_the_answer() {
    Asker asker = Asked.send(route, Asked.set("k"));
    server.reply(Kind.UNABLE, "no memory");
    assertThat(asker.answers).containsExactly("UNABLE no memory");
    assertThat(gutter.requests).isEmpty();
    assertThat(presence.said).containsExactly("answered");
  }

  @Test
  void while_the_server_is_away_it_is_sent_nothing() {
    presence.away = true;
    Asked.send(route, Asked.get("k"));
    Asked.send(route, Asked.del("k"));
    assertThat(server.requests).isEmpty();
    assertThat(gutter.requests).containsExactly("get k", "del k");
    assertThat(presence.said).containsExactly("missed k in 0");
  }

  @Test
  void a_server_that_is_about_to_return_gets_changes_but_no_reads() {
    presence.away = true;
    presence.recently = true;
    presence.returning = true;
    Asked.send(route, Asked.set("k"));
    Asked.send(route, Asked.get("k"));
    assertThat(server.requests).containsExactly("set k");
    assertThat(gutter.requests).containsExactly("del k", "get k");
    assertThat(presence.said).isEmpty();
  }

  @Test
  void a_change_soon_after_the_return_removes_the_key_from_the_gutter_too() {
    presence.recently = true;
    Asked.send(route, Asked.set("k"));
    Asked.send(route, Asked.get("k"));
    assertThat(server.requests).containsExactly("set k", "get k");
    assertThat(gutter.requests).containsExactly("del k");
  }

  @Test
  void a_journal_that_overflows_is_counted() {
    presence.away = true;
    Asked.send(route, Asked.set("k"));
    Asked.send(route, Asked.set("l"));
    assertThat(stats.get(RouteCounter.JOURNAL_OVERFLOWS)).isEqualTo(1);
  }
}
