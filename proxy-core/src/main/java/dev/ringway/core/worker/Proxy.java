package dev.ringway.core.worker;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.frontend.Service;
import dev.ringway.core.health.GutterBoard;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.SlowLog;
import dev.ringway.core.stats.StatsRegistry;
import dev.ringway.core.worker.Blueprint.CacheId;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The running proxy: listeners in front, workers behind, one control thread for what concerns all
 * of them. Its methods may be called from any thread that is not a worker's.
 */
public final class Proxy implements ProxyInformation {
  private static final int QUIET_MILLIS = 50;
  private static final Duration GOODBYE = Duration.ofSeconds(1);
  private static final Fault DRAINED =
      new Fault(Failure.DRAINING, "the proxy has ended before the server answered");

  private final ProxyOptions options;
  private final EventLoopGroup group;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final StatsRegistry stats = new StatsRegistry();
  private final Map<String, SlowLog> slowLogs = new ConcurrentHashMap<>();
  private final AtomicLong clientIds = new AtomicLong();
  private final ScheduledExecutorService control;
  private final long startedNanos = System.nanoTime();
  private volatile Blueprint blueprint;
  private volatile boolean draining;

  private Proxy(ProxyConfig config, ProxyOptions options) {
    this.options = options;
    this.group = options.transport().newGroup().apply(options.workers());
    this.control =
        Executors.newSingleThreadScheduledExecutor(task -> {
          Thread thread = new Thread(task, "ringway-control");
          thread.setDaemon(true);
          return thread;
        });
    for (int i = 0; i < options.workers(); i++) {
      workers.add(
          new Worker(
              group.next(), options.transport(), stats, options.memoryBytes() / options.workers()));
    }
    this.blueprint = newBlueprint(config, null);
  }

  /**
   * Opens every listener and returns once all of them accept.
   *
   * @throws IOException if one cannot be opened; nothing stays open then
   */
  public static Proxy start(ProxyConfig config, ProxyOptions options)
      throws IOException, InterruptedException {
    Proxy proxy = new Proxy(config, options);
    try {
      proxy.build(proxy.blueprint);
      proxy.open(config.listeners(), new ListenerChange(List.of()));
      return proxy;
    } catch (IOException | InterruptedException | RuntimeException e) {
      proxy.close();
      throw e;
    }
  }

  /**
   * @param before what served until now: what stays as it is keeps its live servers, its journals
   *     and its caches
   */
  private Blueprint newBlueprint(ProxyConfig config, @Nullable Blueprint before) {
    Map<String, Protocol> protocols = new HashMap<>();
    options
        .protocols()
        .forEach((name, protocol) -> protocols.put(name, protocol.with(config.commands())));
    Map<String, PoolHealth> health = new LinkedHashMap<>();
    for (PoolConfig pool : config.pools().values()) {
      PoolHealth known = before == null ? null : before.health().get(pool.name());
      boolean same = known != null && known.pool().equals(pool);
      health.put(pool.name(), same ? known : healthOf(pool, protocolOf(config, pool)));
    }
    Map<RouteConfig.Gutter, GutterBoard> gutters = new HashMap<>();
    Map<CacheId, InternalCache> caches = new LinkedHashMap<>();
    for (ListenerConfig listener : config.listeners()) {
      Protocol protocol = protocol(listener.protocol());
      listener
          .route()
          .forEach(route -> {
            if (route instanceof RouteConfig.Gutter gutter) {
              gutters.computeIfAbsent(gutter, g -> gutter(config, g, protocol, before));
            } else if (route instanceof RouteConfig.Internal cache) {
              CacheId id = new CacheId(protocol.name(), cache);
              InternalCache known = before == null ? null : before.caches().get(id);
              caches.computeIfAbsent(id, i -> known != null ? known : newCache(protocol, i));
            }
          });
    }
    return new Blueprint(config, protocols, health, gutters, caches, workers.size());
  }

  private static InternalCache newCache(Protocol protocol, CacheId id) {
    RouteConfig.Internal route = id.route();
    return protocol.internalCache(route.name(), route.maxMemoryBytes(), route.maxItemBytes());
  }

  private GutterBoard gutter(
      ProxyConfig config, RouteConfig.Gutter route, Protocol protocol, @Nullable Blueprint before) {
    if (!(route.of() instanceof RouteConfig.Pool main)) {
      throw new IllegalArgumentException("a gutter stands in for the servers of one pool");
    }
    PoolConfig pool = Objects.requireNonNull(config.pools().get(main.pool()));
    GutterBoard known = before == null ? null : before.gutters().get(route);
    if (known != null && known.pool().equals(pool)) {
      return known;
    }
    ServerProbe probe = new ServerProbe(pool, protocol, workers.getFirst());
    GutterBoard board =
        new GutterBoard(pool, control, probe, probe, route.journal(), route.ttl().toMillis());
    if (before != null) {
      before.gutters().values().stream()
          .filter(old -> old.pool().name().equals(pool.name()))
          .forEach(board::takeOver);
    }
    return board;
  }

  private PoolHealth healthOf(PoolConfig pool, Protocol protocol) {
    return new PoolHealth(
        pool,
        pool.locator(),
        control,
        new ServerProbe(pool, protocol, workers.getFirst()),
        ring -> {
          for (Worker worker : workers) {
            worker.execute(() -> worker.use(pool.name(), ring));
          }
        });
  }

  private Protocol protocolOf(ProxyConfig config, PoolConfig pool) {
    return protocol(config.protocolOf(pool.name()));
  }

  private Protocol protocol(String name) {
    Protocol protocol = options.protocols().get(name);
    if (protocol == null) {
      throw new IllegalArgumentException("protocol " + name + " is not served");
    }
    return protocol;
  }

  private SlowLog slowLog(ListenerConfig listener) {
    return slowLogs.computeIfAbsent(listener.name(), name -> new SlowLog());
  }

  private void build(Blueprint plan) throws InterruptedException {
    for (ListenerConfig listener : plan.config().listeners()) {
      Administration kept = listener.administration();
      long nanos = TimeUnit.MILLISECONDS.toNanos(kept.slowerThanMillis());
      slowLog(listener).keep(nanos, kept.maxSlowRequests());
      slowLog(listener).keepArguments(kept.slowArguments());
    }
    for (Worker worker : workers) {
      worker.loop().eventLoop().submit(() -> worker.build(plan, this::sessionOptions)).sync();
    }
  }

  private SessionOptions sessionOptions(ListenerConfig listener) {
    return new SessionOptions(
        listener.name(),
        listener.user(),
        listener.password(),
        listener.limits(),
        listener.crossSlotByFirstKey(),
        listener.partialResults(),
        listener.gather(),
        listener.administration(),
        slowLog(listener),
        this);
  }

  private void open(List<ListenerConfig> configs, ListenerChange change)
      throws IOException, InterruptedException {
    Worker acceptor = workers.getFirst();
    for (ListenerConfig config : configs) {
      Service service = acceptor.service(config.name());
      Listener listener =
          new Listener(config, service.protocol(), workers, service.stats(), clientIds);
      change.open(listener, acceptor.loop().eventLoop(), options.transport());
      listeners.add(listener);
    }
  }

  /**
   * Serves another configuration from now on. Connections of clients stay, and those to servers
   * that stay; listeners are opened and closed as the configuration says.
   *
   * @throws IOException if a new listener cannot be opened; everything then stays as it was
   */
  public synchronized void reload(ProxyConfig config) throws IOException, InterruptedException {
    Blueprint before = blueprint;
    List<Listener> leaving = new ArrayList<>();
    List<ListenerConfig> coming = new ArrayList<>(config.listeners());
    for (Listener listener : listeners) {
      boolean stays = coming.removeIf(other -> listener.config().sameSocketAs(other));
      if (!stays) {
        leaving.add(listener);
      }
    }
    Blueprint plan = newBlueprint(config, before);
    build(plan);
    blueprint = plan;
    ListenerChange change = new ListenerChange(leaving);
    try {
      open(coming, change);
    } catch (IOException e) {
      change.undo();
      listeners.removeAll(change.opened());
      build(before);
      blueprint = before;
      throw e;
    }
    for (Listener listener : leaving) {
      listener.close();
      listeners.remove(listener);
      String name = listener.config().name();
      if (config.listeners().stream().noneMatch(other -> other.name().equals(name))) {
        workers.forEach(worker -> worker.execute(() -> worker.stopServing(name)));
      }
    }
  }

  /** Where each listener listens, by its name. */
  public Map<String, SocketAddress> addresses() {
    Map<String, SocketAddress> addresses = new LinkedHashMap<>();
    listeners.forEach(l -> addresses.put(l.config().name(), l.address()));
    return addresses;
  }

  /** What the proxy was started with. */
  public ProxyOptions options() {
    return options;
  }

  /** The configuration in force. */
  public ProxyConfig config() {
    return blueprint.config();
  }

  /** The protocols served, by name, with the command tables in force. */
  public Map<String, Protocol> protocols() {
    return blueprint.protocols();
  }

  /** The live servers of each pool. */
  public Map<String, PoolHealth> health() {
    return blueprint.health();
  }

  /** What the caches inside the proxy hold and have done, by their pools' names. */
  public Map<String, CacheNumbers> caches() {
    Map<String, CacheNumbers> caches = new LinkedHashMap<>();
    blueprint.caches().forEach((id, cache) -> caches.put(id.route().name(), cache.numbers()));
    return caches;
  }

  /** All numbers. */
  public StatsRegistry stats() {
    return stats;
  }

  /** How much of {@link ProxyOptions#memoryBytes} is kept now, over all workers. */
  public long keptBytes() {
    return workers.stream().mapToLong(worker -> worker.loop().memory().usedBytes()).sum();
  }

  /** Whether the proxy takes new clients. */
  public boolean isDraining() {
    return draining;
  }

  /**
   * Takes no new clients, answers what has been asked, closes each client when it is answered.
   * After the bound what is unanswered is answered with a fault.
   *
   * @return whether all clients were done within the bound
   */
  public boolean drain(Duration bound) throws InterruptedException {
    draining = true;
    listeners.forEach(Listener::close);
    for (Worker worker : workers) {
      worker.execute(worker::drain);
    }
    if (awaitNoClients(bound)) {
      return true;
    }
    for (Worker worker : workers) {
      worker.execute(() -> worker.refuseRest(DRAINED));
    }
    awaitNoClients(GOODBYE);
    return false;
  }

  private boolean awaitNoClients(Duration bound) throws InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    while (clients() > 0 && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return clients() == 0;
  }

  /** Closes everything now. */
  public void close() {
    draining = true;
    listeners.forEach(Listener::close);
    for (Worker worker : workers) {
      if (!worker.loop().eventLoop().isShuttingDown()) {
        worker.execute(worker::close);
      }
    }
    control.shutdownNow();
    // io_uring closes a channel only once the kernel has given back what was handed to it.
    group
        .shutdownGracefully(QUIET_MILLIS, 1_000, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(3_000);
  }

  @Override
  public String version() {
    return options.version();
  }

  @Override
  public long uptimeSeconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos);
  }

  @Override
  public long clients() {
    return workers.stream().mapToLong(Worker::clients).sum();
  }

  @Override
  public long acceptedClients() {
    return clientIds.get();
  }

  @Override
  public long requests() {
    long sum = 0;
    for (List<ListenerStats> blocks : stats.listeners().values()) {
      for (ListenerStats block : blocks) {
        for (int i = 0; i < block.commands(); i++) {
          sum += block.requests(i);
        }
      }
    }
    return sum;
  }

  @Override
  public int workers() {
    return workers.size();
  }
}
