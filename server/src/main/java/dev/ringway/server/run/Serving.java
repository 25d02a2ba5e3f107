package dev.ringway.server.run;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.worker.Proxy;
import dev.ringway.server.admin.Admin;
import dev.ringway.server.admin.AdminActions;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.metrics.ProxyView;
import dev.ringway.server.transport.DnsResolvers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A proxy that serves, and what was started with it. */
final class Serving implements RunningProxy {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ringway");

  private final Proxy proxy;
  private final DnsResolvers names;
  private final RunOptions options;
  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Admin admin;
  private boolean answered;
  private boolean drained;

  private Serving(Proxy proxy, DnsResolvers names, RunOptions options) {
    this.proxy = proxy;
    this.names = names;
    this.options = options;
  }

  /**
   * Opens what stands beside a proxy that runs already.
   *
   * @throws IOException if something cannot be opened; the proxy is closed then
   */
  static Serving open(Proxy proxy, DnsResolvers names, RunOptions options) throws IOException {
    Serving serving = new Serving(proxy, names, options);
    AdminActions actions = new AdminActions(serving::reload, serving::drain);
    try {
      serving.admin =
          Admin.open(
              options.admin(), options.stats(), ProxyView.of(proxy), actions, options.profile());
      return serving;
    } catch (IOException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  @Override
  public Iterable<String> summary() {
    List<String> lines = new ArrayList<>();
    ProxyConfig config = proxy.config();
    for (ListenerConfig listener : config.listeners()) {
      lines.add(
          "%s listens on %s (%s)"
              .formatted(
                  listener.name(),
                  proxy.addresses().getOrDefault(listener.name(), null),
                  listener.protocol()));
    }
    for (PoolConfig pool : config.pools().values()) {
      lines.add(
          "pool %s: %d servers, %s by %s"
              .formatted(
                  pool.name(),
                  pool.servers().size(),
                  pool.ring().distribution(),
                  pool.ring().hash()));
    }
    proxy
        .caches()
        .forEach((name, numbers) ->
            lines.add(
                "pool %s: a cache inside the proxy, %d bytes".formatted(name, numbers.maxBytes())));
    lines.add("%d workers on %s".formatted(options.workers(), proxy.options().transport().name()));
    Admin beside = admin;
    if (beside != null) {
      lines.addAll(beside.summary());
    }
    lines.addAll(config.remarks());
    return lines;
  }

  /** Reads the configuration again and uses it; what is refused changes nothing. */
  private String reload() throws ConfigException {
    ProxyConfig next = options.source().read();
    try {
      CacheRoom.check(next);
      proxy.reload(next);
    } catch (IOException | RuntimeException e) {
      throw new ConfigException(
          List.of(new Problem(options.source().name(), 0, 0, String.valueOf(e.getMessage()))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConfigException(List.of(new Problem(options.source().name(), 0, 0, "interrupted")));
    }
    String done =
        "%s is in use: %d listeners, %d pools"
            .formatted(options.source().name(), next.listeners().size(), next.pools().size());
    LOG.info(done);
    return done;
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
      Admin beside = admin;
      if (beside != null) {
        beside.close();
      }
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
