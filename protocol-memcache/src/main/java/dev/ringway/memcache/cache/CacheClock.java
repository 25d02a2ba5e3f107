package dev.ringway.memcache.cache;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Time as memcached counts it: whole seconds since shortly before the start, so that 0 can stand
 * for never and 1 for a moment that is over. The date is looked at once only.
 */
public final class CacheClock {
  /** The longest time that counts from now on, in seconds; a longer one is a date. */
  static final int MAX_RELATIVE_SECONDS = 60 * 60 * 24 * 30;

  private static final int HEAD_START_SECONDS = 62;
  private static final int OVER = 1;

  private final LongSupplier nanos;
  private final long startNanos;
  private final long startDate;

  public CacheClock() {
    this(System::nanoTime, System.currentTimeMillis() / 1000);
  }

  /**
   * @param nanos as {@link System#nanoTime}
   * @param date seconds since 1970
   */
  public CacheClock(LongSupplier nanos, long date) {
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.startDate = date - HEAD_START_SECONDS;
  }

  /** Seconds now. */
  int now() {
    long passed = TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - startNanos);
    return HEAD_START_SECONDS + (int) passed;
  }

  /**
   * When an item's life is over.
   *
   * @param time as clients say it: 0 for never, seconds from now on, or a date; below 0 for at once
   * @return 0 for never
   */
  int expiry(int time) {
    if (time == 0) {
      return 0;
    }
    if (time < 0) {
      return OVER;
    }
    if (time > MAX_RELATIVE_SECONDS) {
      return time <= startDate ? OVER : (int) (time - startDate);
    }
    return now() + time;
  }
}
