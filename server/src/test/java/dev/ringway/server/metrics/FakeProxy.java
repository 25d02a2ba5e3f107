package dev.ringway.server.metrics;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.stats.LatencyHistogram;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.RouteStats;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.stats.StatsRegistry;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import dev.ringway.server.config.NutcrackerReader;
import dev.ringway.server.launch.ConfigException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A proxy without sockets, whose numbers tests fill in: two workers, listener and pool {@code
 * alpha}, its servers named {@code server-0} and so on.
 */
public final class FakeProxy implements ProxyView, ProxyInformation, AutoCloseable {
  /** A row of the fake command table. */
  private static final class FakeCommand extends Command {
    FakeCommand(String name, int ordinal) {
      super(name, ordinal, Effect.READ);
    }
  }

  private static final String HEAD =
      """
      alpha:
        listen: 127.0.0.1:6379
        redis: true
        redis_auth: the-secret
        timeout: 400
        distribution: modula
        auto_eject_hosts: true
        server_failure_limit: 1
        server_retry_timeout: 60000
        servers:
      """;

  public static final int GET = 0;
  public static final int SET = 1;
  private static final List<Command> COMMANDS =
      List.of(new FakeCommand("get", GET), new FakeCommand("set", SET));

  private final StatsRegistry registry = new StatsRegistry();
  private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor();
  private final PoolHealth poolHealth;
  private final List<ListenerStats> listenerBlocks = new ArrayList<>();
  private final List<RouteStats> routeBlocks = new ArrayList<>();
  private final List<List<ServerStats>> serverBlocks = new ArrayList<>();
  private final ProxyConfig config;
  public Map<String, CacheNumbers> caches = Map.of();
  public boolean listening = true;
  public boolean draining;

  public FakeProxy(int servers) {
    StringBuilder file = new StringBuilder(HEAD);
    for (int i = 0; i < servers; i++) {
      file.append("   - 10.0.0.1:%d:1 server-%d\n".formatted(6000 + i, i));
    }
    try {
      config = new NutcrackerReader().read("fake.yml", file.toString());
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e);
    }
    PoolConfig pool = config.pool("alpha");
    poolHealth = new PoolHealth(pool, pool.locator(), control, (server, result) -> {}, ring -> {});
    for (int worker = 0; worker < 2; worker++) {
      ListenerStats block = new ListenerStats(COMMANDS.size());
      listenerBlocks.add(block);
      registry.register("alpha", block);
      RouteStats routes = new RouteStats();
      routeBlocks.add(routes);
      registry.register("alpha", routes);
      registry.registerLoopLag(new LatencyHistogram());
    }
    for (ServerConfig server : pool.servers()) {
      List<ServerStats> blocks = List.of(new ServerStats(), new ServerStats());
      serverBlocks.add(blocks);
      blocks.forEach(b -> registry.register(new ServerId("alpha", server.name()), b));
    }
  }

  public ListenerStats listener(int worker) {
    return listenerBlocks.get(worker);
  }

  public RouteStats routes(int worker) {
    return routeBlocks.get(worker);
  }

  public ServerStats server(int server, int worker) {
    return serverBlocks.get(server).get(worker);
  }

  public PoolHealth poolHealth() {
    return poolHealth;
  }

  /** Takes a server out of the ring and waits until it is. */
  public void eject(int server) throws Exception {
    poolHealth.reporter(server).failed();
    control.submit(() -> {}).get(10, TimeUnit.SECONDS);
  }

  @Override
  public ProxyInformation information() {
    return this;
  }

  @Override
  public ProxyConfig config() {
    return config;
  }

  @Override
  public StatsRegistry stats() {
    return registry;
  }

  @Override
  public Map<String, PoolHealth> health() {
    return Map.of("alpha", poolHealth);
  }

  @Override
  public Map<String, CacheNumbers> caches() {
    return caches;
  }

  @Override
  public Map<String, SocketAddress> addresses() {
    return listening
        ? Map.of("alpha", new InetSocketAddress(InetAddress.getLoopbackAddress(), 6379))
        : Map.of();
  }

  @Override
  public boolean isDraining() {
    return draining;
  }

  @Override
  public List<? extends Command> commands(String protocol) {
    return COMMANDS;
  }

  @Override
  public BufferMemory memory() {
    return new BufferMemory(4 << 20, 1 << 20, 1 << 19, 48 << 20, 64 << 20);
  }

  @Override
  public String version() {
    return "1.2.3";
  }

  @Override
  public long uptimeSeconds() {
    return 100;
  }

  @Override
  public long clients() {
    return 3;
  }

  @Override
  public long acceptedClients() {
    return 30;
  }

  @Override
  public long requests() {
    return 0;
  }

  @Override
  public int workers() {
    return 2;
  }

  @Override
  public void close() {
    control.shutdownNow();
  }
}
