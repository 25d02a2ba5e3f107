package dev.ringway.core.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.message.Reply.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllFastestRouteTest {
  private final TestLoop loop = new TestLoop();
  private final ScriptedLeaf a = new ScriptedLeaf("a");
  private final ScriptedLeaf b = new ScriptedLeaf("b");
  private final ScriptedLeaf c = new ScriptedLeaf("c");

  @AfterEach
  void end() {
    loop.close();
  }

  private Asker ask(long missWaitNanos) {
    return Asked.send(
        new AllFastestRoute(List.of(a, b, c), loop.loop(), missWaitNanos), Asked.get("k"));
  }

  @Test
  void gives_the_first_hit_and_drops_the_others() {
    Asker asker = ask(AllFastestRoute.WAIT_FOR_ALL);
    b.hit("b");
    a.hit("a");
    c.miss();
    assertThat(asker.answers).containsExactly("HIT b");
  }

  @Test
  void a_fast_miss_does_not_beat_a_slower_hit() {
    Asker asker = ask(AllFastestRoute.WAIT_FOR_ALL);
    a.miss();
    b.fault(Failure.REFUSED);
    c.hit("c");
    assertThat(asker.answers).containsExactly("HIT c");
  }

  @Test
  void a_miss_wins_at_once_where_it_is_accepted() {
    Asker asker = ask(0);
    a.miss();
    b.hit("b");
    c.hit("c");
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void an_error_never_wins_while_another_may_answer() {
    Asker asker = ask(0);
    a.fault(Failure.TIMEOUT);
    b.reply(Kind.CLIENT_ERROR, "wrong");
    assertThat(asker.answers).isEmpty();
    c.miss();
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void gives_a_miss_when_nobody_has_a_hit() {
    Asker asker = ask(AllFastestRoute.WAIT_FOR_ALL);
    a.miss();
    b.fault(Failure.TIMEOUT);
    c.reply(Kind.SERVER_ERROR, "loading");
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void gives_the_least_bad_error_when_all_fail() {
    Asker asker = ask(AllFastestRoute.WAIT_FOR_ALL);
    a.fault(Failure.TIMEOUT);
    b.reply(Kind.CLIENT_ERROR, "wrong");
    c.fault(Failure.REFUSED);
    assertThat(asker.answers).containsExactly("CLIENT_ERROR wrong");
  }

  @Test
  void gives_the_miss_when_the_wait_is_over_and_drops_a_late_hit() {
    Asker asker = new Asker();
    loop.run(() ->
        Route.send(
            new AllFastestRoute(List.of(a, b), loop.loop(), TimeUnit.MILLISECONDS.toNanos(5)),
            Asked.get("k"),
            asker,
            Asker.INDEX));
    loop.run(a::miss);
    loop.await(() -> !asker.answers.isEmpty());
    loop.run(() -> b.hit("late"));
    assertThat(asker.answers).containsExactly("MISS nothing");
  }

  @Test
  void a_hit_within_the_wait_wins() {
    Asker asker = new Asker();
    loop.run(() -> {
      Route.send(
          new AllFastestRoute(List.of(a, b), loop.loop(), TimeUnit.MINUTES.toNanos(1)),
          Asked.get("k"),
          asker,
          Asker.INDEX);
      a.miss();
      b.hit("b");
    });
    assertThat(asker.answers).containsExactly("HIT b");
  }

  @Test
  void divided_keys_come_apart_unless_a_miss_may_win() {
    assertThat(new AllFastestRoute(List.of(a), loop.loop(), 0).wantsKeysApart(Asked.GET)).isFalse();
    assertThat(new AllFastestRoute(List.of(a), loop.loop(), 1).wantsKeysApart(Asked.GET)).isTrue();
  }
}
