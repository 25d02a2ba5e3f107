package dev.ringway.redis.clients;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The version of Redis that clients of a listener may count on: the lowest of its servers', as soon
 * as one has been asked. Safe from any thread.
 */
public final class RedisVersion {
  private static final String UNKNOWN = "7.0.0";
  private static final long FRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

  private record Known(String text, long nanos) {}

  private volatile Known known = new Known(UNKNOWN, System.nanoTime() - FRESH_NANOS);

  /** The version, for example {@code 7.0.15}. */
  public String text() {
    return known.text;
  }

  /** Whether servers were asked lately. */
  public boolean isFresh() {
    return System.nanoTime() - known.nanos < FRESH_NANOS;
  }

  /** Takes what servers say of themselves. */
  public void learn(List<String> versions) {
    versions.stream()
        .filter(version -> version.matches("[0-9]{1,4}(\\.[0-9]{1,4}){1,3}"))
        .min(Comparator.comparingLong(RedisVersion::rank))
        .ifPresent(lowest -> known = new Known(lowest, System.nanoTime()));
  }

  private static long rank(String version) {
    String[] parts = version.split("\\.");
    long rank = 0;
    for (int i = 0; i < 4; i++) {
      rank = rank * 10_000 + (i < parts.length ? Integer.parseInt(parts[i]) : 0);
    }
    return rank;
  }
}
