package dev.ringway.core.route;

import dev.ringway.core.loop.Loop;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A loop with a thread of its own. */
final class TestLoop implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop eventLoop = group.next();
  private final Loop loop = new Loop(eventLoop, UnpooledByteBufAllocator.DEFAULT, 1 << 20, false);

  Loop loop() {
    return loop;
  }

  /** Runs a task on the loop and waits for its end. */
  void run(Runnable task) {
    eventLoop.submit(task).syncUninterruptibly();
  }

  /** Waits until something holds on the loop. */
  void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!eventLoop.submit(condition::getAsBoolean).syncUninterruptibly().getNow()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not happen within 10 s");
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
