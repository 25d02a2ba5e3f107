package dev.ringway.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The seeds of a test with random input: a few fixed ones, or with {@code
 * -Dringway.soak.seconds=NUMBER} new ones for so long.
 */
final class Seeds {
  private static final int SOAK_SECONDS = Integer.getInteger("ringway.soak.seconds", 0);

  /** What is done with one seed. */
  interface Run {
    void with(long seed) throws Exception;
  }

  private Seeds() {}

  static void each(int fixed, Run run) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SOAK_SECONDS);
    for (int i = 0; i < fixed || System.nanoTime() < end; i++) {
      long seed = i < fixed ? i : ThreadLocalRandom.current().nextLong();
      run.with(seed);
    }
  }
}
