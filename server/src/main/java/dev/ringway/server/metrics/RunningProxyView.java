package dev.ringway.server.metrics;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.stats.StatsRegistry;
import dev.ringway.core.worker.Proxy;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;

/** A proxy in this process, seen. */
record RunningProxyView(Proxy proxy) implements ProxyView {
  @Override
  public ProxyInformation information() {
    return proxy;
  }

  @Override
  public ProxyConfig config() {
    return proxy.config();
  }

  @Override
  public StatsRegistry stats() {
    return proxy.stats();
  }

  @Override
  public Map<String, PoolHealth> health() {
    return proxy.health();
  }

  @Override
  public Map<String, CacheNumbers> caches() {
    return proxy.caches();
  }

  @Override
  public Map<String, SocketAddress> addresses() {
    return proxy.addresses();
  }

  @Override
  public boolean isDraining() {
    return proxy.isDraining();
  }

  @Override
  public List<? extends Command> commands(String protocol) {
    Protocol found = proxy.protocols().get(protocol);
    return found == null ? List.of() : found.commands();
  }

  @Override
  public BufferMemory memory() {
    return BufferMemory.of(proxy);
  }
}
