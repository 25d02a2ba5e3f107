package dev.ringway.core.health;

import static dev.ringway.core.health.MissedChangesTest.keys;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.route.ServerPresence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GutterBoardTest {
  private static final int PROBES = 3;
  private static final int FAILURE_LIMIT = 2;
  private static final int JOURNAL_KEYS = 4;

  private final ManualControl control = new ManualControl();
  private final Deque<Consumer<Boolean>> replays = new ArrayDeque<>();
  private final List<String> forgotten = new ArrayList<>();
  private final List<Integer> probed = new ArrayList<>();
  private final GutterBoard board = board("a", "b");
  private final ServerPresence a = board.of(0);
  private boolean healthy = true;

  private GutterBoard board(String... servers) {
    return new GutterBoard(
        pool(servers), control, this::probe, this::replay, JOURNAL_KEYS, 3_600_000);
  }

  private void probe(int server, Consumer<Boolean> result) {
    probed.add(server);
    result.accept(healthy);
  }

  private void replay(int server, MissedChanges missed, Consumer<Boolean> done) {
    for (int variant : missed.variants()) {
      boolean all = missed.keys(variant) == null;
      forgotten.add(
          server + "/" + variant + ": " + (all ? "all" : MissedChangesTest.text(missed, variant)));
    }
    replays.add(done);
  }

  @Test
  void a_server_that_missed_a_change_is_away_until_it_has_forgotten_the_key() {
    assertThat(a.isAway()).isFalse();
    assertThat(a.missedChange(0, keys("k"))).isFalse();
    assertThat(a.isAway()).isTrue();
    assertThat(board.of(1).isAway()).isFalse();
    turn(PROBES);
    assertThat(probed).containsExactly(0, 0, 0);
    assertThat(forgotten).containsExactly("0/0: [k]");
    assertThat(a.isAway()).isTrue();
    assertThat(a.isReturning()).isTrue();
    replayed(true);
    assertThat(a.isAway()).isFalse();
    assertThat(a.isReturning()).isFalse();
    assertThat(control.waiting()).isZero();
  }

  @Test
  void it_must_answer_several_probes_in_a_row() {
    a.missedChange(0, keys("k"));
    turn(PROBES - 1);
    healthy = false;
    turn(1);
    healthy = true;
    turn(PROBES - 1);
    assertThat(forgotten).isEmpty();
    turn(1);
    assertThat(forgotten).containsExactly("0/0: [k]");
  }

  @Test
  void what_it_missed_while_it_forgot_is_forgotten_before_it_is_back() {
    a.missedChange(0, keys("k"));
    turn(PROBES);
    a.missedChange(2, keys("l"));
    replayed(true);
    assertThat(a.isAway()).isTrue();
    replayed(true);
    assertThat(a.isAway()).isFalse();
    assertThat(forgotten).containsExactly("0/0: [k]", "0/2: [l]");
  }

  @Test
  void a_server_that_does_not_forget_stays_away_and_owes_everything() {
    a.missedChange(0, keys("k"));
    turn(PROBES);
    a.missedChange(0, keys("l"));
    replayed(false);
    assertThat(a.isAway()).isTrue();
    assertThat(a.isReturning()).isFalse();
    turn(PROBES);
    replayed(true);
    assertThat(forgotten).containsExactly("0/0: [k]", "0/0: [k, l]");
    assertThat(a.isAway()).isFalse();
  }

  @Test
  void if_it_missed_more_than_can_be_noted_it_is_emptied() {
    assertThat(a.missedChange(0, keys("a", "b", "c"))).isFalse();
    assertThat(a.missedChange(2, keys("d", "e"))).isTrue();
    assertThat(a.missedChange(2, keys("f"))).isFalse();
    turn(PROBES);
    replayed(true);
    assertThat(forgotten).containsExactly("0/0: all", "0/2: all");
    assertThat(a.isAway()).isFalse();
    // The next journal is an empty one.
    a.missedChange(0, keys("g"));
    turn(PROBES);
    assertThat(forgotten).endsWith("0/0: [g]");
  }

  @Test
  void missed_reads_count_only_in_a_row_and_leave_nothing_to_forget() {
    a.missedRead();
    a.answered();
    a.missedRead();
    assertThat(a.isAway()).isFalse();
    a.missedRead();
    assertThat(a.isAway()).isTrue();
    turn(PROBES);
    assertThat(a.isAway()).isFalse();
    assertThat(forgotten).isEmpty();
  }

  @Test
  void for_as_long_as_the_gutter_holds_keys_it_was_away_recently() {
    assertThat(a.wasAwayRecently()).isFalse();
    a.missedChange(0, keys("k"));
    assertThat(a.wasAwayRecently()).isTrue();
    turn(PROBES);
    replayed(true);
    assertThat(a.wasAwayRecently()).isTrue();
    assertThat(board.of(1).wasAwayRecently()).isFalse();
    GutterBoard brief =
        new GutterBoard(pool("a"), control, this::probe, this::replay, JOURNAL_KEYS, 0);
    brief.of(0).missedChange(0, keys("k"));
    turn(PROBES);
    replayed(true);
    assertThat(brief.of(0).wasAwayRecently()).isFalse();
  }

  @Test
  void a_new_board_keeps_away_who_was_away_with_what_it_must_forget() {
    a.missedChange(0, keys("k"));
    GutterBoard next = board("b", "a");
    next.takeOver(board);
    assertThat(next.of(0).isAway()).isFalse();
    assertThat(next.of(1).isAway()).isTrue();
    forgotten.clear();
    turn(PROBES);
    assertThat(forgotten).contains("1/0: [k]");
  }

  @Test
  void a_new_board_remembers_who_was_away_recently() {
    a.missedChange(0, keys("k"));
    turn(PROBES);
    replayed(true);
    GutterBoard next = board("a");
    next.takeOver(board);
    assertThat(next.of(0).isAway()).isFalse();
    assertThat(next.of(0).wasAwayRecently()).isTrue();
  }

  private void turn(int times) {
    for (int i = 0; i < times; i++) {
      control.turn();
    }
  }

  private void replayed(boolean good) {
    Objects.requireNonNull(replays.poll()).accept(good);
  }

  private static PoolConfig pool(String... servers) {
    List<ServerConfig> list = new ArrayList<>();
    for (String name : servers) {
      list.add(new ServerConfig(Endpoint.tcp("127.0.0.1", 1), 1, name, true));
    }
    return new PoolConfig(
        "main",
        list,
        RingConfig.DEFAULT,
        300,
        1,
        false,
        new EjectionConfig(false, FAILURE_LIMIT, 500),
        ServerLogin.NONE,
        100,
        PoolConfig.DEFAULT_MAX_LEASES,
        false);
  }
}
