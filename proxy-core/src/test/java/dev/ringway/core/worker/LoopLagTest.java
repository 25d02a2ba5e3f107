package dev.ringway.core.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.LatencyHistogram;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class LoopLagTest {
  private static final long HELD_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

  @Test
  @Timeout(20)
  void counts_the_time_that_a_busy_loop_was_late() throws Exception {
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      EventLoop loop = group.next();
      LatencyHistogram lag = new LatencyHistogram();
      LoopLag.measure(loop, lag);
      CountDownLatch heldUp = new CountDownLatch(1);
      loop.execute(() -> {
        long end = System.nanoTime() + HELD_UP_NANOS;
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        heldUp.countDown();
      });
      heldUp.await();
      loop.schedule(() -> {}, 250, TimeUnit.MILLISECONDS).sync();
      assertThat(lag.sumNanos()).isGreaterThan(HELD_UP_NANOS / 2);
    } finally {
      group.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }
  }
}
