package dev.ringway.server.metrics;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.message.Command;
import dev.ringway.core.stats.LatencyHistogram;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the proxy's numbers when Prometheus asks. What is configured now is exported, and of the
 * commands and of the error codes those that occurred.
 */
final class ProxyCollector implements MultiCollector {
  private final ProxyView proxy;

  ProxyCollector(ProxyView proxy) {
    this.proxy = proxy;
  }

  @Override
  public MetricSnapshots collect() {
    Samples samples = new Samples();
    process(samples);
    Map<String, List<ListenerStats>> listeners = proxy.stats().listeners();
    for (ListenerConfig listener : proxy.config().listeners()) {
      List<ListenerStats> blocks = listeners.getOrDefault(listener.name(), List.of());
      listener(listener, new ListenerSums(blocks), samples);
    }
    Map<ServerId, List<ServerStats>> servers = proxy.stats().servers();
    Map<String, PoolHealth> health = proxy.health();
    for (PoolConfig pool : proxy.config().pools().values()) {
      pool(pool, health.get(pool.name()), servers, samples);
    }
    proxy.caches().forEach((name, numbers) -> cache(Labels.of("pool", name), numbers, samples));
    return samples.snapshots();
  }

  private static void cache(Labels pool, CacheNumbers numbers, Samples samples) {
    samples.add(Families.CACHE_BYTES, pool, numbers.bytes());
    samples.add(Families.CACHE_MAX_BYTES, pool, numbers.maxBytes());
    samples.add(Families.CACHE_ENTRIES, pool, numbers.entries());
    samples.add(Families.CACHE_HITS, pool, numbers.hits());
    samples.add(Families.CACHE_MISSES, pool, numbers.misses());
    samples.add(Families.CACHE_STORES, pool, numbers.stores());
    samples.add(Families.CACHE_EVICTIONS, pool, numbers.evictions());
  }

  private void process(Samples samples) {
    samples.add(Families.BUILD, Labels.of("version", proxy.information().version()), 1);
    samples.add(Families.READY, Labels.EMPTY, proxy.isReady() ? 1 : 0);
    samples.add(Families.WORKERS, Labels.EMPTY, proxy.information().workers());
    BufferMemory memory = proxy.memory();
    samples.add(Families.BUFFERS_HELD, Labels.EMPTY, memory.heldBytes());
    samples.add(Families.BUFFERS_USED, Labels.EMPTY, memory.usedBytes());
    samples.add(Families.BUFFERS_KEPT, Labels.EMPTY, memory.keptBytes());
    samples.add(Families.BUFFERS_MAX_KEPT, Labels.EMPTY, memory.maxKeptBytes());
    samples.add(Families.BUFFERS_MAX, Labels.EMPTY, memory.maxBytes());
    List<LatencyHistogram> lags = proxy.stats().loopLags();
    for (int i = 0; i < lags.size(); i++) {
      Labels worker = Labels.of("worker", Integer.toString(i));
      samples.add(Families.LOOP_LAG, worker, new Durations().add(lags.get(i)));
    }
  }

  private void listener(ListenerConfig listener, ListenerSums sums, Samples samples) {
    Labels labels = Labels.of("listener", listener.name());
    Families.LISTENER.forEach((row, family) -> samples.add(family, labels, sums.get(row)));
    List<RouteStats> routes = proxy.stats().routes().getOrDefault(listener.name(), List.of());
    Families.ROUTE.forEach((row, family) -> samples.add(family, labels, sum(routes, row)));
    List<? extends Command> commands = proxy.commands(listener.protocol());
    for (int i = 0; i < Math.min(sums.commands(), commands.size()); i++) {
      if (sums.requests(i) > 0) {
        command(labels.add("command", commands.get(i).name()), i, sums, samples);
      }
    }
  }

  private static long sum(List<RouteStats> blocks, RouteCounter row) {
    return blocks.stream().mapToLong(block -> block.get(row)).sum();
  }

  private static void command(Labels labels, int command, ListenerSums sums, Samples samples) {
    samples.add(Families.REQUESTS, labels, sums.requests(command));
    samples.add(Families.LATENCY, labels, sums.latency(command));
    for (Failure failure : Failure.values()) {
      long faults = sums.faults(command, failure);
      if (faults > 0) {
        samples.add(Families.ERRORS, labels.add("code", failure.code()), faults);
      }
    }
  }

  private static void pool(
      PoolConfig pool,
      @Nullable PoolHealth health,
      Map<ServerId, List<ServerStats>> servers,
      Samples samples) {
    Labels poolLabels = Labels.of("pool", pool.name());
    int live = 0;
    for (int i = 0; i < pool.servers().size(); i++) {
      String name = pool.servers().get(i).name();
      Labels labels = poolLabels.add("server", name);
      boolean isLive = health == null || health.isLive(i);
      live += isLive ? 1 : 0;
      samples.add(Families.SERVER_EJECTED, labels, isLive ? 0 : 1);
      List<ServerStats> blocks = servers.getOrDefault(new ServerId(pool.name(), name), List.of());
      server(labels, new ServerSums(blocks), samples);
    }
    samples.add(Families.POOL_SERVERS, poolLabels, pool.servers().size());
    samples.add(Families.POOL_LIVE, poolLabels, live);
    samples.add(Families.POOL_EJECTIONS, poolLabels, health == null ? 0 : health.ejections());
  }

  private static void server(Labels labels, ServerSums sums, Samples samples) {
    Families.SERVER.forEach((row, family) -> samples.add(family, labels, sums.get(row)));
    if (sums.get(ServerCounter.REQUESTS) > 0) {
      samples.add(Families.QUEUE_TIME, labels, sums.queueTime());
      samples.add(Families.SERVER_TIME, labels, sums.serverTime());
    }
  }
}
