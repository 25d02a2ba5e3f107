package dev.ringway.server.metrics;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.stats.StatsRegistry;
import dev.ringway.core.worker.Proxy;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/** The running proxy as exporters and the admin pages see it. Safe from any thread. */
public interface ProxyView {
  /** Version, uptime, clients, workers. */
  ProxyInformation information();

  /** The configuration in force. */
  ProxyConfig config();

  /** All workers' numbers. */
  StatsRegistry stats();

  /** The live servers of each pool. */
  Map<String, PoolHealth> health();

  /** What the caches inside the proxy hold and have done, by their pools' names. */
  Map<String, CacheNumbers> caches();

  /** Where each listener that accepts clients listens, by its name. */
  Map<String, SocketAddress> addresses();

  /** Whether no new clients are taken any more. */
  boolean isDraining();

  /**
   * The command table of a protocol.
   *
   * @param protocol as a listener's configuration names it
   */
  List<? extends Command> commands(String protocol);

  /** What buffers take now. */
  BufferMemory memory();

  /** Whether every configured listener accepts clients. */
  default boolean isReady() {
    return !isDraining() && addresses().size() >= config().listeners().size();
  }

  /** The view of a proxy that runs in this process. */
  static ProxyView of(Proxy proxy) {
    return new RunningProxyView(proxy);
  }
}
