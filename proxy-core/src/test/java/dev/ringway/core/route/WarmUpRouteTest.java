package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import org.junit.jupiter.api.Test;

class WarmUpRouteTest {
  private final ScriptedLeaf cold = new ScriptedLeaf("cold");
  private final ScriptedLeaf warm = new ScriptedLeaf("warm");
  private final RouteStats stats = new RouteStats();
  private final WarmUpRoute route = new WarmUpRoute(cold, warm, new FakeRewriter(), stats);

  @Test
  void a_cold_hit_asks_nobody_else() {
    Asker asker = Asked.send(route, Asked.get("k"));
    cold.hit("v");
    assertThat(asker.answers).containsExactly("HIT v");
    assertThat(warm.requests).isEmpty();
  }

  @Test
  void a_cold_miss_is_answered_by_the_warm_child_and_copied() {
    Asker asker = Asked.send(route, Asked.get("k"));
    cold.miss();
    warm.hit("v");
    assertThat(asker.answers).containsExactly("HIT v");
    assertThat(cold.requests).containsExactly("get k", "set copy of k");
    assertThat(stats.get(RouteCounter.WARMED)).isEqualTo(1);
  }

  @Test
  void the_cold_miss_stands_when_the_warm_child_has_nothing_or_fails() {
    Asker asker = Asked.send(route, Asked.get("k"));
    cold.miss();
    warm.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
    asker = Asked.send(route, Asked.get("k"));
    cold.miss();
    warm.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("MISS nothing");
    assertThat(stats.get(RouteCounter.WARMED)).isZero();
  }

  @Test
  void a_cold_failure_is_the_answer() {
    Asker asker = Asked.send(route, Asked.get("k"));
    cold.fault(Failure.TIMEOUT);
    assertThat(asker.answers).containsExactly("timeout: cold");
  }

  @Test
  void writes_go_to_the_cold_child_and_deletions_to_both() {
    Asker asker = Asked.send(route, Asked.set("k"));
    cold.hit("stored");
    assertThat(asker.answers).containsExactly("HIT stored");
    assertThat(warm.requests).isEmpty();
    asker = Asked.send(route, Asked.del("k"));
    cold.hit("deleted");
    assertThat(asker.answers).containsExactly("HIT deleted");
    assertThat(warm.requests).containsExactly("del k");
  }
}
