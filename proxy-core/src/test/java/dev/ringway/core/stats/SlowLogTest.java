package dev.ringway.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SlowLogTest {
  private final SlowLog log = new SlowLog();

  @Test
  void keeps_nothing_until_it_is_told_to() {
    assertThat(log.isOn()).isFalse();
    assertThat(log.isSlow(1L << 50)).isFalse();
  }

  @Test
  void takes_what_is_as_slow_as_it_is_told() {
    log.keep(100, 2);
    assertThat(log.isOn()).isTrue();
    assertThat(log.isSlow(99)).isFalse();
    assertThat(log.isSlow(100)).isTrue();
    log.keep(0, 2);
    assertThat(log.isSlow(0)).isTrue();
    log.keep(-1, 2);
    assertThat(log.isOn()).isFalse();
    log.keep(5, 0);
    assertThat(log.isOn()).isFalse();
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

  private void add(String client) {
    log.add(1, 2, new byte[3], 4, client, "");
  }

  private List<Long> ids(long count) {
    return log.newest(count).stream().map(SlowLog.Entry::id).toList();
  }
}
