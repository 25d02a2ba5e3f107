package dev.ringway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.LatencyHistogram;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class DurationsTest {
  private static final Percentage BUCKET = Percentage.withPercentage(25);

  @Test
  void knows_quantiles_to_within_a_bucket() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (int i = 1; i <= 1_000; i++) {
      histogram.record(i * 10_000L);
    }
    Durations durations = new Durations().add(histogram);
    assertThat(durations.count()).isEqualTo(1_000);
    assertThat(durations.quantileNanos(0.5)).isCloseTo(5_000_000, BUCKET);
    assertThat(durations.quantileNanos(0.99)).isCloseTo(9_900_000, BUCKET);
  }

  @Test
  void has_no_quantile_without_durations() {
    assertThat(new Durations().quantileNanos(0.99)).isZero();
  }

  @Test
  void tells_apart_what_came_later() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.record(1_000_000_000);
    Durations before = new Durations().add(histogram);
    histogram.record(1_000_000);
    Durations later = new Durations().add(histogram).since(before);
    assertThat(later.count()).isEqualTo(1);
    assertThat(later.quantileNanos(0.99)).isCloseTo(1_000_000, BUCKET);
  }
}
