package dev.ringway.core.worker;

import dev.ringway.core.stats.LatencyHistogram;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late a loop does what is due: several times a second a task notes how long after its
 * time it ran, which is how long a request may wait before the loop looks at it.
 */
final class LoopLag implements Runnable {
  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final LatencyHistogram lag;
  private long dueNanos;

  private LoopLag(LatencyHistogram lag) {
    this.lag = lag;
  }

  /**
   * Measures from now on, as long as the loop runs.
   *
   * @param lag written on the loop
   */
  static void measure(EventLoop loop, LatencyHistogram lag) {
    LoopLag probe = new LoopLag(lag);
    loop.execute(() -> {
      probe.dueNanos = System.nanoTime() + PERIOD_NANOS;
      loop.scheduleWithFixedDelay(probe, PERIOD_NANOS, PERIOD_NANOS, TimeUnit.NANOSECONDS);
    });
  }

  @Override
  public void run() {
    long now = System.nanoTime();
    lag.record(now - dueNanos);
    dueNanos = now + PERIOD_NANOS;
  }
}
