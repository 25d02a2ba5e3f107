package dev.ringway.server.metrics;

import dev.ringway.core.stats.LatencyHistogram;
import java.util.Arrays;

/**
 * Durations summed over workers, read at one moment, in the buckets of {@link LatencyHistogram}.
 */
public final class Durations {
  private final long[] counts = new long[LatencyHistogram.BUCKETS];
  private long sumNanos;

  /** Adds what a worker recorded. */
  Durations add(LatencyHistogram histogram) {
    sumNanos += histogram.sumNanos();
    histogram.addTo(counts);
    return this;
  }

  Durations add(Durations other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    sumNanos += other.sumNanos;
    return this;
  }

  /** What came in addition to an earlier reading of the same histograms. */
  public Durations since(Durations earlier) {
    Durations difference = new Durations();
    for (int i = 0; i < counts.length; i++) {
      difference.counts[i] = Math.max(0, counts[i] - earlier.counts[i]);
    }
    difference.sumNanos = Math.max(0, sumNanos - earlier.sumNanos);
    return difference;
  }

  /** How many durations there are. */
  public long count() {
    return Arrays.stream(counts).sum();
  }

  long count(int bucket) {
    return counts[bucket];
  }

  long sumNanos() {
    return sumNanos;
  }

  /**
   * The duration that a share of all does not exceed, to within 25 %; 0 if there is none.
   *
   * @param share from 0 to 1, for example 0.99
   */
  public long quantileNanos(double share) {
    long all = count();
    long rank = Math.max(1, (long) Math.ceil(all * share));
    long seen = 0;
    for (int i = 0; all > 0 && i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return i == counts.length - 1
            ? LatencyHistogram.upperBoundNanos(i - 1)
            : LatencyHistogram.upperBoundNanos(i);
      }
    }
    return 0;
  }
}
