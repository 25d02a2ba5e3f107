package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnitsTest {
  @Test
  void reads_times() {
    assertThat(Units.duration("400ms")).isEqualTo(Duration.ofMillis(400));
    assertThat(Units.duration("1.5s")).isEqualTo(Duration.ofMillis(1500));
    assertThat(Units.duration("5m")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Units.duration("2 h")).isEqualTo(Duration.ofHours(2));
    assertThat(Units.duration("1d")).isEqualTo(Duration.ofDays(1));
    assertThat(Units.duration("250")).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void reads_sizes() {
    assertThat(Units.bytes("64MiB")).isEqualTo(64L << 20);
    assertThat(Units.bytes("100KB")).isEqualTo(100_000);
    assertThat(Units.bytes("1.5GiB")).isEqualTo(3L << 29);
    assertThat(Units.bytes("12")).isEqualTo(12);
  }

  @Test
  void reads_shares_and_rates() {
    assertThat(Units.share("10%")).isEqualTo(0.1);
    assertThat(Units.share("0.25")).isEqualTo(0.25);
    assertThat(Units.share("100 %")).isEqualTo(1);
    assertThat(Units.perSecond("1000/s")).isEqualTo(1000);
    assertThat(Units.perSecond("60/m")).isEqualTo(1);
    assertThat(Units.perSecond("5")).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1s", "10 sec", "1e3", "10S", "0.5ms", "99999999999999999999d"})
  void refuses_what_is_no_time(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.duration(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "64mib", "64M", "-1", "1/2", "9999999999999999GiB", "0.5"})
  void refuses_what_is_no_size(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.bytes(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "101%", "1.1", "-1%", "%", "NaN"})
  void refuses_what_is_no_share(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.share(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "/s", "5/x", "-1/s", "1/s/s"})
  void refuses_what_is_no_rate(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Units.perSecond(text));
  }
}
