package dev.ringway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SlowLogTest {
  private final SlowLog log = new SlowLog();

  @Test
  void keeps_nothing_until_it_is_told_to() {
    assertThat(log.isSlow(1L << 50)).isFalse();
  }

  @Test
  void takes_what_is_as_slow_as_it_is_told() {
    log.keep(100, 2);
    assertThat(log.isSlow(99)).isFalse();
    assertThat(log.isSlow(100)).isTrue();
    log.keep(0, 2);
    assertThat(log.isSlow(0)).isTrue();
    log.keep(-1, 2);
    assertThat(log.isSlow(1L << 50)).isFalse();
    log.keep(5, 0);
    assertThat(log.isSlow(1L << 50)).isFalse();
  }

  @Test
  void keeps_the_newest_and_never_gives_a_number_twice() {
    log.keep(0, 2);
    add("a");
    add("b");
    add("c");
    assertThat(ids(10)).containsExactly(2L, 1L);
    assertThat(ids(1)).containsExactly(2L);
    assertThat(log.size()).isEqualTo(2);
    log.clear();
    assertThat(log.size()).isZero();
    add("d");
    assertThat(ids(10)).containsExactly(3L);
    log.keep(0, 0);
    assertThat(log.size()).isZero();
  }

  @Test
  void takes_no_more_in_a_moment_than_it_holds() {
    log.keep(0, 3);
    for (int i = 0; i < 3; i++) {
      assertThat(log.isFull(50_000_000)).isFalse();
      add("a");
    }
    assertThat(log.isFull(50_000_000)).isTrue();
    assertThat(log.isFull(101_000_000)).isFalse();
  }

  @Test
  void keeps_arguments_only_when_told_and_on() {
    log.keepArguments(true);
    assertThat(log.keepsArguments()).isFalse();
    log.keep(0, 3);
    assertThat(log.keepsArguments()).isTrue();
    log.keepArguments(false);
    assertThat(log.keepsArguments()).isFalse();
  }

  private void add(String client) {
    log.add(0, new SlowLog.Entry(0, 1, 2, "get", new byte[3], 4, client, ""));
  }

  private List<Long> ids(long count) {
    return log.newest(count).stream().map(SlowLog.Entry::id).toList();
  }
}
