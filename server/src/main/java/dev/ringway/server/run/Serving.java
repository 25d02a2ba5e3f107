package dev.ringway.server.run;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.worker.Proxy;
import dev.ringway.core.worker.Transport;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.transport.DnsResolvers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A proxy that serves, and what was started with it. */
final class Serving implements RunningProxy {
  private final Proxy proxy;
  private final Transport transport;
  private final DnsResolvers names;
  private final RunOptions options;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean answered;
  private boolean drained;

  Serving(Proxy proxy, Transport transport, DnsResolvers names, RunOptions options) {
    this.proxy = proxy;
    this.transport = transport;
    this.names = names;
    this.options = options;
  }

  @Override
  public Iterable<String> summary() {
    List<String> lines = new ArrayList<>();
    for (ListenerConfig listener : proxy.config().listeners()) {
      lines.add(
          "%s listens on %s (%s)"
              .formatted(listener.name(), listener.listen(), listener.protocol()));
    }
    for (PoolConfig pool : proxy.config().pools().values()) {
      lines.add(
          "pool %s: %d servers, %s by %s"
              .formatted(
                  pool.name(),
                  pool.servers().size(),
                  pool.ring().distribution(),
                  pool.ring().hash()));
    }
    lines.add("%d workers on %s".formatted(options.workers(), transport.name()));
    lines.addAll(proxy.config().remarks());
    return lines;
  }

  @Override
  public synchronized boolean drain() {
    if (drained) {
      return answered;
    }
    drained = true;
    try {
      answered = proxy.drain(options.drainBound());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      proxy.close();
      names.close();
      ended.countDown();
    }
    return answered;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }
}
