package dev.ringway.redis.clients;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A time in which clients' commands wait.
 *
 * @param writesOnly whether only those wait that change something
 * @param endNanos when it ends, as {@link System#nanoTime}
 */
record Pause(boolean writesOnly, long endNanos) {
  private static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(100 * 365);

  static Pause from(long nowNanos, boolean writesOnly, long millis) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_MILLIS));
    return new Pause(writesOnly, nowNanos + nanos);
  }

  long leftNanos(long nowNanos) {
    return endNanos - nowNanos;
  }

  /** As Redis: of two pauses the stricter one until the later end. */
  Pause and(@Nullable Pause other) {
    if (other == null) {
      return this;
    }
    long end = endNanos - other.endNanos > 0 ? endNanos : other.endNanos;
    return new Pause(writesOnly && other.writesOnly, end);
  }
}
