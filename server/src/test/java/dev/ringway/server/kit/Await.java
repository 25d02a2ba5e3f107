package dev.ringway.server.kit;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for conditions. */
public final class Await {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private Await() {}

  /**
   * Returns once the condition holds; an exception counts as not yet.
   *
   * @param what is waited for, to say so when it never comes
   */
  public static void until(String what, Callable<Boolean> condition) {
    until(what, LONG_ENOUGH, condition);
  }

  /** Returns once the condition holds, or fails after the given time. */
  public static void until(String what, Duration atMost, Callable<Boolean> condition) {
    long end = System.nanoTime() + atMost.toNanos();
    Exception last = null;
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception e) {
        last = e;
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited " + atMost.toSeconds() + " s in vain: " + what, last);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
