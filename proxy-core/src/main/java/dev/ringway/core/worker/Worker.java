package dev.ringway.core.worker;

import dev.ringway.core.backend.Backends;
import dev.ringway.core.backend.Destination;
import dev.ringway.core.backend.Resolver;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.frontend.ClientConnection;
import dev.ringway.core.frontend.Service;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.ReadBuffers;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.route.PoolSelector;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.LatencyHistogram;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.RouteStats;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.stats.StatsRegistry;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import dev.ringway.core.worker.RouteCompiler.DestinationKey;
import dev.ringway.hashing.KeyLocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One event loop with its clients, its connections to servers and its compiled routes. Everything
 * but {@link #clients}, {@link #give} and {@link #execute} happens on the loop.
 */
final class Worker {
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(512 << 10, 1 << 20);

  private final Loop loop;
  private final Transport transport;
  private final Backends backends;
  private final Resolver resolver;
  private final ReadBuffers.Shared readBuffer = new ReadBuffers.Shared();
  private final StatsRegistry registry;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<ServerId, ServerStats> serverStats = new HashMap<>();
  private final Map<String, RouteStats> routeStats = new HashMap<>();
  private Map<DestinationKey, Destination> destinations = Map.of();
  private Map<String, List<PoolSelector>> pools = Map.of();
  private final AtomicInteger clients = new AtomicInteger();

  Worker(EventLoop eventLoop, Transport transport, StatsRegistry registry, long memoryBytes) {
    this.registry = registry;
    this.loop = new Loop(eventLoop, transport.allocator(), memoryBytes, transport.writesAtOnce());
    this.transport = transport;
    this.resolver = transport.resolver().apply(eventLoop);
    this.backends = new Backends(loop, new LoopConnector(loop, transport, readBuffer), resolver);
    LatencyHistogram lag = new LatencyHistogram();
    registry.registerLoopLag(lag);
    LoopLag.measure(eventLoop, lag);
  }

  Loop loop() {
    return loop;
  }

  Backends backends() {
    return backends;
  }

  Resolver resolver() {
    return resolver;
  }

  /** What this worker serves for a listener. */
  Service service(String listener) {
    Service service = services.get(listener);
    if (service == null) {
      throw new IllegalArgumentException("no listener " + listener);
    }
    return service;
  }

  private RouteStats routeStats(String listener) {
    return routeStats.computeIfAbsent(
        listener,
        name -> {
          RouteStats block = new RouteStats();
          registry.register(name, block);
          return block;
        });
  }

  /** This worker's numbers about a server, the same ones after a reload. */
  ServerStats serverStats(String pool, String server) {
    return serverStats.computeIfAbsent(
        new ServerId(pool, server),
        id -> {
          ServerStats block = new ServerStats();
          registry.register(id, block);
          return block;
        });
  }

  /**
   * Compiles a configuration and serves it from now on; connections to servers that stay are kept.
   */
  void build(Blueprint plan, Function<ListenerConfig, SessionOptions> sessions) {
    loop.beginTurn();
    RouteCompiler compiler = new RouteCompiler(this, plan, destinations);
    Map<ListenerConfig, Route> roots = new LinkedHashMap<>();
    for (ListenerConfig listener : plan.config().listeners()) {
      Protocol protocol = plan.protocol(listener.protocol());
      roots.put(
          listener, compiler.compile(listener.route(), protocol, routeStats(listener.name())));
    }
    roots.forEach((listener, root) ->
        serve(listener, plan.protocol(listener.protocol()), root, sessions.apply(listener)));
    Map<DestinationKey, Destination> old = destinations;
    destinations = compiler.destinations();
    pools = compiler.pools();
    old.forEach((key, destination) -> {
      if (!destinations.containsKey(key)) {
        boolean isReplaced = destinations.values().stream().anyMatch(destination::isSameServer);
        backends.remove(destination, isReplaced);
      }
    });
  }

  private void serve(
      ListenerConfig listener, Protocol protocol, Route root, SessionOptions options) {
    Service service = services.get(listener.name());
    if (service != null) {
      service.use(protocol, root, options);
      return;
    }
    ListenerStats block = new ListenerStats(protocol.commands().size());
    registry.register(listener.name(), block);
    services.put(listener.name(), new Service(loop, protocol, options, block, root));
  }

  /** Lets the clients of a listener finish that is no longer configured. */
  void stopServing(String listener) {
    Service service = services.remove(listener);
    if (service != null) {
      service.drain();
    }
  }

  /** Exchanges the ring of a pool. */
  void use(String pool, KeyLocator ring) {
    loop.beginTurn();
    pools.getOrDefault(pool, List.of()).forEach(selector -> selector.use(ring));
    services.values().forEach(Service::onRingChanged);
  }

  /** Lets every client finish. */
  void drain() {
    services.values().forEach(Service::drain);
  }

  /** Lets no client wait any longer: what is unanswered is answered with a fault. */
  void refuseRest(Fault fault) {
    services.values().forEach(service -> service.refuseRest(fault));
  }

  /** Closes every client and every connection to a server. */
  void close() {
    services.values().forEach(Service::close);
    backends.close();
    readBuffer.release();
    loop.release();
  }

  /** How many clients were given to this worker and are connected. */
  int clients() {
    return clients.get();
  }

  void execute(Runnable task) {
    loop.eventLoop().execute(task);
  }

  /** Takes over an accepted socket. */
  void give(Channel socket, ListenerConfig listener, long id) {
    clients.incrementAndGet();
    socket.closeFuture().addListener(closed -> clients.decrementAndGet());
    execute(() -> adopt(socket, listener, id));
  }

  private void adopt(Channel socket, ListenerConfig listener, long id) {
    @Nullable Service service = services.get(listener.name());
    if (service == null) {
      socket.unsafe().closeForcibly();
      return;
    }
    ClientConnection client = new ClientConnection(service, id);
    ChannelConfig config = socket.config();
    config.setAllocator(loop.allocator());
    config.setWriteBufferWaterMark(WATER_MARK);
    config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    if (socket instanceof SocketChannel) {
      config.setOption(ChannelOption.TCP_NODELAY, true);
      config.setOption(ChannelOption.SO_KEEPALIVE, listener.tcpKeepAlive());
    }
    transport.prepare().accept(config);
    if (transport.readsAtOnce()) {
      config.setRecvByteBufAllocator(new ReadBuffers(readBuffer, client::missingBytes));
    }
    socket.pipeline().addLast(client);
    loop.eventLoop().register(socket);
  }
}
