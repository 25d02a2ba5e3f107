package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The routes whose whole behaviour fits in a few lines. */
class SmallRoutesTest {
  private final ScriptedLeaf a = new ScriptedLeaf("a");
  private final ScriptedLeaf b = new ScriptedLeaf("b");
  private final FakeRewriter rewriter = new FakeRewriter();

  @Nested
  class AllAsync {
    private final Route route = new AllAsyncRoute(List.of(a, b), new NullLeaf(rewriter));

    @Test
    void answers_at_once_and_drops_what_the_children_say() {
      Asker asker = Asked.send(route, Asked.set("k"));
      assertThat(asker.answers).containsExactly("HIT nothing");
      a.fault(Failure.TIMEOUT);
      b.hit("b");
      assertThat(asker.answers).hasSize(1);
    }

    @Test
    void refuses_what_it_cannot_answer_and_sends_it_to_nobody() {
      Asker asker = Asked.send(route, Asked.of(Asked.PING, ""));
      assertThat(asker.answers)
          .containsExactly("unsupported: ping has no answer on a route without servers");
      assertThat(a.requests).isEmpty();
    }
  }

  @Nested
  class Null {
    @Test
    void a_read_finds_nothing_and_a_write_is_accepted() {
      Route route = new NullLeaf(rewriter);
      assertThat(Asked.send(route, Asked.get("k")).answers).containsExactly("MISS nothing");
      assertThat(Asked.send(route, Asked.set("k")).answers).containsExactly("HIT nothing");
    }
  }

  @Nested
  class Split {
    @Test
    void copies_every_request_and_answers_from_the_main_child() {
      Asker asker = Asked.send(new SplitRoute(a, b, 1), Asked.set("k"));
      b.fault(Failure.TIMEOUT);
      a.hit("a");
      assertThat(asker.answers).containsExactly("HIT a");
      assertThat(b.requests).containsExactly("set k");
    }

    @Test
    void copies_about_the_share() {
      Route route = new SplitRoute(a, b, 0.1);
      for (int i = 0; i < 10_000; i++) {
        Asked.send(route, Asked.get("k"));
      }
      assertThat(b.requests.size()).isBetween(800, 1_200);
      assertThat(a.requests).hasSize(10_000);
    }
  }

  @Nested
  class Ttl {
    private final RouteStats stats = new RouteStats();
    private final Route route = new TtlRoute(a, 5, rewriter, stats);

    @Test
    void cuts_what_writes_set_and_passes_reads_on() {
      Asked.send(route, Asked.set("k"));
      Asked.send(route, Asked.get("k"));
      assertThat(a.requests).containsExactly("set k for 5", "get k");
    }

    @Test
    void refuses_a_life_that_cannot_be_cut() {
      assertThat(Asked.send(route, Asked.set("immortal")).answers)
          .containsExactly("unsupported: set leaves a life that a ttl route cannot cut");
      assertThat(a.requests).isEmpty();
    }

    @Test
    void cuts_lives_by_a_request_of_their_own_where_the_protocol_needs_one() {
      Rewriter following =
          new FollowingRewriter(rewriter, List.of(Asked.of(Asked.SET, "a shorter life")));
      Asker asker = Asked.send(new TtlRoute(a, 5, following, stats), Asked.set("k"));
      a.hit("stored");
      a.fault(Failure.TIMEOUT);
      assertThat(asker.answers).containsExactly("HIT stored");
      assertThat(a.requests).containsExactly("set k for 5", "set a shorter life");
      assertThat(stats.get(RouteCounter.LIVES_CUT)).isEqualTo(1);
      assertThat(stats.get(RouteCounter.LIVES_NOT_CUT)).isEqualTo(1);
    }
  }

  @Nested
  class StripPrefix {
    private final Route route =
        new StripPrefixRoute(a, "app/".getBytes(StandardCharsets.UTF_8), rewriter);

    @Test
    void takes_the_prefix_from_keys_and_puts_it_back_into_replies() {
      Asker asker = Asked.send(route, Asked.get("app/k1"));
      a.hit("VALUE k1");
      assertThat(a.requests).containsExactly("get k1");
      assertThat(asker.answers).containsExactly("HIT VALUE app/k1");
    }

    @Test
    void passes_replies_without_keys_and_faults_on() {
      Asker asker = Asked.send(route, Asked.get("app/k1"));
      a.hit("END");
      assertThat(asker.answers).containsExactly("HIT END");
      asker = Asked.send(route, Asked.get("app/k1"));
      a.fault(Failure.TIMEOUT);
      assertThat(asker.answers).containsExactly("timeout: a");
    }

    @Test
    void refuses_a_key_of_which_nothing_would_be_left() {
      assertThat(Asked.send(route, Asked.get("app/")).answers)
          .containsExactly("unsupported: a key is nothing but its prefix");
      assertThat(a.requests).isEmpty();
    }
  }

  @Nested
  class Prefix {
    private final ScriptedLeaf other = new ScriptedLeaf("other");

    private PrefixSelector selector(String start, String stop) {
      Map<String, Route> routes = new LinkedHashMap<>();
      routes.put("a", a);
      routes.put("b", b);
      return new PrefixSelector(start, stop, routes, other);
    }

    @Test
    void picks_by_what_stands_before_the_stop() {
      PrefixSelector selector = selector("", "::");
      assertThat(selector.select(Asked.get("a::1"))).isSameAs(a);
      assertThat(selector.select(Asked.get("b::a::1"))).isSameAs(b);
      assertThat(selector.select(Asked.get("c::1"))).isSameAs(other);
      assertThat(selector.select(Asked.get("a:1"))).isSameAs(other);
      assertThat(selector.select(Asked.get("a"))).isSameAs(other);
      assertThat(selector.select(Asked.get(""))).isSameAs(other);
    }

    @Test
    void looks_behind_the_start() {
      PrefixSelector selector = selector("/", "/");
      assertThat(selector.select(Asked.get("/a/1"))).isSameAs(a);
      assertThat(selector.select(Asked.get("a/1"))).isSameAs(other);
      assertThat(selector.select(Asked.get("/"))).isSameAs(other);
    }

    @Test
    void names_its_children_in_the_order_of_configuration() {
      assertThat(selector("", "/").children()).containsExactly(a, b, other);
    }

    @Test
    void finds_each_of_many_prefixes() {
      Map<String, Route> routes = new LinkedHashMap<>();
      for (int i = 0; i < 1_000; i++) {
        routes.put("p" + i, new ScriptedLeaf("p" + i));
      }
      PrefixSelector selector = new PrefixSelector("", "/", routes, other);
      routes.forEach(
          (prefix, route) -> assertThat(selector.select(Asked.get(prefix + "/k"))).isSameAs(route));
    }
  }

  @Nested
  class ByCommand {
    @Test
    void picks_by_the_commands_row() {
      CommandSelector selector = new CommandSelector(List.of(a, b, b, b));
      assertThat(selector.select(Asked.get("k"))).isSameAs(a);
      assertThat(selector.select(Asked.del("k"))).isSameAs(b);
      assertThat(selector.children()).containsExactly(a, b);
    }
  }

  @Nested
  class Random {
    @Test
    void asks_each_child_about_equally() {
      Route route = new RandomRoute(List.of(a, b));
      for (int i = 0; i < 10_000; i++) {
        Asked.send(route, Asked.get("k"));
      }
      assertThat(a.requests.size()).isBetween(4_500, 5_500);
      assertThat(a.requests.size() + b.requests.size()).isEqualTo(10_000);
    }
  }

  @Nested
  class RateLimit {
    @Test
    void refuses_what_is_more_than_the_burst_and_lets_through_again_with_time() {
      try (TestLoop loop = new TestLoop()) {
        FaultLeaf refusal = new FaultLeaf(new Fault(Failure.OVERLOADED, "too fast"));
        RateLimitSelector selector =
            new RateLimitSelector(a, refusal, loop.loop().clock(), 1_000, 3);
        for (int i = 0; i < 3; i++) {
          assertThat(selector.select(Asked.get("k"))).isSameAs(a);
        }
        assertThat(selector.select(Asked.get("k"))).isSameAs(refusal);
        long before = loop.loop().clock().nanos();
        loop.await(() -> {
          loop.loop().beginTurn();
          return loop.loop().clock().nanos() - before > TimeUnit.MILLISECONDS.toNanos(2);
        });
        assertThat(selector.select(Asked.get("k"))).isSameAs(a);
      }
    }
  }

  @Nested
  class Guard {
    @Test
    void refuses_by_name_what_would_leave_copies_different() {
      Target replicated = new RandomRoute(List.of(a, b));
      Route route = new ReplicationGuard(replicated, rewriter, Asked.COMMANDS);
      assertThat(Route.targetOf(route, Asked.set("k"))).isSameAs(replicated);
      assertThat(Asked.send(route, Asked.of(Asked.PING, "")).answers)
          .containsExactly("unsupported: ping sent to several servers would leave them different");
    }

    @Test
    void refuses_with_a_sentence_what_only_some_requests_of_a_command_would_do() {
      Route route = new ReplicationGuard(new RandomRoute(List.of(a)), rewriter, Asked.COMMANDS);
      assertThat(Asked.send(route, Asked.set("alone")).answers)
          .containsExactly("unsupported: a key that stands alone has no copies");
      assertThat(a.requests).isEmpty();
    }
  }
}
