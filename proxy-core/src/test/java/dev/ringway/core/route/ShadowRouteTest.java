package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import org.junit.jupiter.api.Test;

class ShadowRouteTest {
  private final ScriptedLeaf main = new ScriptedLeaf("main");
  private final ScriptedLeaf copy = new ScriptedLeaf("copy");
  private final RouteStats stats = new RouteStats();

  private ShadowRoute route(double share, boolean compare) {
    return new ShadowRoute(main, copy, share, compare, stats);
  }

  @Test
  void answers_from_the_main_child_without_waiting() {
    Asker asker = Asked.send(route(1, true), Asked.get("k"));
    main.hit("v");
    assertThat(asker.answers).containsExactly("HIT v");
    copy.hit("v");
    assertThat(asker.answers).hasSize(1);
    assertThat(stats.get(RouteCounter.SHADOW_SAME)).isEqualTo(1);
  }

  @Test
  void counts_replies_that_differ() {
    Asker asker = Asked.send(route(1, true), Asked.get("k"));
    copy.hit("old");
    main.hit("new");
    assertThat(asker.answers).containsExactly("HIT new");
    assertThat(stats.get(RouteCounter.SHADOW_DIFFERENT)).isEqualTo(1);
  }

  @Test
  void counts_a_failed_child_once_and_compares_nothing() {
    Asker asker = Asked.send(route(1, true), Asked.get("k"));
    copy.fault(Failure.TIMEOUT);
    main.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("refused: main");
    assertThat(stats.get(RouteCounter.SHADOW_FAILED)).isEqualTo(1);
  }

  @Test
  void shadows_always_the_same_share_of_the_keys() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 4_000; i++) {
        Asked.send(route(0.25, false), Asked.get("key" + i));
      }
    }
    int half = copy.requests.size() / 2;
    assertThat(half).isBetween(900, 1_100);
    assertThat(copy.requests.subList(0, half)).isEqualTo(copy.requests.subList(half, 2 * half));
  }

  @Test
  void a_share_of_nothing_shadows_nothing() {
    Asked.send(route(0, true), Asked.get("k"));
    assertThat(copy.requests).isEmpty();
  }
}
