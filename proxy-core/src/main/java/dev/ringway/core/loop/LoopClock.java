package dev.ringway.core.loop;

/** The time of the loop's turn in nanoseconds of {@link System#nanoTime}, read once a turn. */
public final class LoopClock {
  private long nanos = System.nanoTime();

  /** The time at which this turn began. */
  public long nanos() {
    return nanos;
  }

  void update() {
    nanos = System.nanoTime();
  }
}
