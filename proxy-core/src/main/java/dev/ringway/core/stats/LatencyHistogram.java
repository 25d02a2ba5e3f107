package dev.ringway.core.stats;

/**
 * Durations in nanoseconds, counted in buckets whose bounds grow by quarters of powers of two: a
 * recorded value is known to within 25 %. One writer, any readers; recording allocates nothing.
 */
public final class LatencyHistogram {
  private static final int SUB_BITS = 2;
  private static final int SUB = 1 << SUB_BITS;
  private static final int LOWEST_EXPONENT = 10;
  private static final int HIGHEST_EXPONENT = 36;

  /** How many buckets there are; the last one takes everything longer. */
  public static final int BUCKETS = (HIGHEST_EXPONENT - LOWEST_EXPONENT) * SUB + 1;

  private final Cells counts = new Cells(BUCKETS + 1);

  /** Counts one duration; the owner only. */
  public void record(long nanos) {
    counts.add(bucketOf(nanos), 1);
    counts.add(BUCKETS, Math.max(nanos, 0));
  }

  /** How many durations fell into a bucket. */
  public long count(int bucket) {
    return counts.get(bucket);
  }

  /** The sum of all durations, in nanoseconds. */
  public long sumNanos() {
    return counts.get(BUCKETS);
  }

  /** Adds this histogram's buckets to {@code totals}, of length {@link #BUCKETS}. */
  public void addTo(long[] totals) {
    for (int i = 0; i < BUCKETS; i++) {
      totals[i] += counts.get(i);
    }
  }

  /** The upper bound of a bucket in nanoseconds, inclusive. */
  public static long upperBoundNanos(int bucket) {
    if (bucket >= BUCKETS - 1) {
      return Long.MAX_VALUE;
    }
    int exponent = LOWEST_EXPONENT + bucket / SUB;
    long base = 1L << exponent;
    return base + (base >> SUB_BITS) * (bucket % SUB + 1) - 1;
  }

  static int bucketOf(long nanos) {
    if (nanos < 1L << LOWEST_EXPONENT) {
      return 0;
    }
    int exponent = 63 - Long.numberOfLeadingZeros(nanos);
    if (exponent >= HIGHEST_EXPONENT) {
      return BUCKETS - 1;
    }
    int sub = (int) (nanos >>> (exponent - SUB_BITS)) & (SUB - 1);
    return (exponent - LOWEST_EXPONENT) * SUB + sub;
  }
}
