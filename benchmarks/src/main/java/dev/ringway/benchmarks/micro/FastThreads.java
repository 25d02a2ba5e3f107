package dev.ringway.benchmarks.micro;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads as an event loop's, for which Netty keeps spare buffers; {@code benchmarks/jmh} makes JMH
 * use them.
 */
public final class FastThreads extends ThreadPoolExecutor {
  /** Called by JMH. */
  public FastThreads(int threads, String name) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory(name, true));
  }
}
