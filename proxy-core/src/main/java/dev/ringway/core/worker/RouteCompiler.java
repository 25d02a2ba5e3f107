package dev.ringway.core.worker;

import dev.ringway.core.backend.Destination;
import dev.ringway.core.backend.DestinationOptions;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.route.AllAsyncRoute;
import dev.ringway.core.route.AllFastestRoute;
import dev.ringway.core.route.AllSyncRoute;
import dev.ringway.core.route.CommandSelector;
import dev.ringway.core.route.FailoverRoute;
import dev.ringway.core.route.FailoverRule;
import dev.ringway.core.route.FaultLeaf;
import dev.ringway.core.route.GutteredServer;
import dev.ringway.core.route.KeylessScripts;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.NullLeaf;
import dev.ringway.core.route.PoolSelector;
import dev.ringway.core.route.PrefixSelector;
import dev.ringway.core.route.RandomRoute;
import dev.ringway.core.route.RateLimitSelector;
import dev.ringway.core.route.ReplicationGuard;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.ShadowRoute;
import dev.ringway.core.route.SplitRoute;
import dev.ringway.core.route.StripPrefixRoute;
import dev.ringway.core.route.Target;
import dev.ringway.core.route.TtlRoute;
import dev.ringway.core.route.WarmUpRoute;
import dev.ringway.core.route.ZoneFailoverRoute;
import dev.ringway.core.stats.RouteStats;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.worker.Blueprint.CacheId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns one configuration into route trees for one worker. Destinations that the configuration
 * before had, unchanged, are taken over with their connections.
 */
final class RouteCompiler {
  /** What must be equal for a destination to be the same one. */
  record DestinationKey(PoolConfig poolWithoutServers, ServerConfig server, String protocol) {}

  private final Worker worker;
  private final Blueprint blueprint;
  private final Map<DestinationKey, Destination> before;
  private final Map<DestinationKey, Destination> destinations = new LinkedHashMap<>();
  private final Map<String, List<PoolSelector>> pools = new HashMap<>();
  private final Map<CacheId, Leaf> caches = new HashMap<>();

  RouteCompiler(Worker worker, Blueprint blueprint, Map<DestinationKey, Destination> before) {
    this.worker = worker;
    this.blueprint = blueprint;
    this.before = before;
  }

  /** The destinations that the compiled trees lead to. */
  Map<DestinationKey, Destination> destinations() {
    return destinations;
  }

  /** Every selector over each pool, by the pool's name. */
  Map<String, List<PoolSelector>> pools() {
    return pools;
  }

  /** Compiles the tree of one listener. */
  Route compile(RouteConfig route, Protocol protocol, RouteStats stats) {
    return new Tree(protocol, stats).compile(route);
  }

  /** The tree of one listener: one protocol, one set of counters. */
  private final class Tree {
    private final Protocol protocol;
    private final RouteStats stats;

    Tree(Protocol protocol, RouteStats stats) {
      this.protocol = protocol;
      this.stats = stats;
    }

    Route compile(RouteConfig route) {
      return switch (route) {
        case RouteConfig.Pool pool -> pool(pool.pool());
        case RouteConfig.ByCommand by -> byCommand(by);
        case RouteConfig.ByPrefix by -> byPrefix(by);
        case RouteConfig.Random random -> new RandomRoute(all(random.of()));
        case RouteConfig.RateLimit limit -> rateLimit(limit);
        case RouteConfig.Failover failover -> failover(failover);
        case RouteConfig.ZoneFailover zones -> zoneFailover(zones);
        case RouteConfig.AllSync sync ->
            replicated(new AllSyncRoute(all(sync.of()), sync.settle()));
        case RouteConfig.AllFastest fastest ->
            replicated(new AllFastestRoute(all(fastest.of()), worker.loop(), missWait(fastest)));
        case RouteConfig.AllAsync async ->
            replicated(new AllAsyncRoute(all(async.of()), new NullLeaf(protocol.rewriter())));
        case RouteConfig.Split split ->
            new SplitRoute(compile(split.of()), compile(split.copy()), split.share());
        case RouteConfig.Shadow shadow ->
            new ShadowRoute(
                compile(shadow.of()),
                compile(shadow.copy()),
                shadow.share(),
                shadow.compare(),
                stats);
        case RouteConfig.WarmUp warmUp ->
            new WarmUpRoute(
                compile(warmUp.cold()), compile(warmUp.warm()), protocol.rewriter(), stats);
        case RouteConfig.Gutter gutter -> gutter(gutter);
        case RouteConfig.Ttl ttl -> ttl(compile(ttl.of()), ttl.max());
        case RouteConfig.Null nothing -> new NullLeaf(protocol.rewriter());
        case RouteConfig.Error error ->
            new FaultLeaf(new Fault(Failure.UNSUPPORTED, error.message()));
        case RouteConfig.Internal internal -> cache(internal);
      };
    }

    /** One leaf a worker, so that what goes to one cache is not taken for parts of several. */
    private Leaf cache(RouteConfig.Internal internal) {
      return caches.computeIfAbsent(
          new CacheId(protocol.name(), internal), id -> blueprint.cache(id).newLeaf());
    }

    private List<Route> all(Collection<RouteConfig> routes) {
      return routes.stream().map(this::compile).toList();
    }

    private Route byCommand(RouteConfig.ByCommand by) {
      Route otherwise = compile(by.otherwise());
      Map<String, Route> named = new HashMap<>();
      by.routes().forEach((name, route) -> named.put(name, compile(route)));
      return new CommandSelector(
          protocol.commands().stream()
              .map(command -> chosen(named, command.name(), otherwise))
              .toList());
    }

    /** A subcommand's route is its own, else that of its command. */
    private static Route chosen(Map<String, Route> named, String command, Route otherwise) {
      Route route = named.get(command);
      int bar = command.indexOf('|');
      return route == null && bar > 0
          ? named.getOrDefault(command.substring(0, bar), otherwise)
          : route == null ? otherwise : route;
    }

    private Route byPrefix(RouteConfig.ByPrefix by) {
      Map<String, Route> routes = new LinkedHashMap<>();
      by.routes()
          .forEach((prefix, route) -> {
            Route child = compile(route);
            String taken = by.start() + prefix + by.stop();
            routes.put(
                prefix,
                by.strip()
                    ? new StripPrefixRoute(
                        child, taken.getBytes(StandardCharsets.UTF_8), protocol.rewriter())
                    : child);
          });
      return new PrefixSelector(by.start(), by.stop(), routes, compile(by.otherwise()));
    }

    private Route rateLimit(RouteConfig.RateLimit limit) {
      Fault refusal =
          new Fault(
              Failure.OVERLOADED,
              "this route takes " + (long) limit.perSecond() + " requests a second, its rate");
      int sharers = blueprint.workers();
      return new RateLimitSelector(
          compile(limit.of()),
          new FaultLeaf(refusal),
          worker.loop().clock(),
          limit.perSecond() / sharers,
          Math.max(1, (double) limit.burst() / sharers));
    }

    private Route failover(RouteConfig.Failover failover) {
      List<Route> children = new ArrayList<>(all(failover.of()));
      if (failover.shuffle()) {
        Collections.shuffle(children);
      }
      Duration wait = failover.tryWait();
      return new FailoverRoute(
          children,
          FailoverRule.of(failover.onMiss(), failover.on()),
          failover.tries(),
          worker.loop(),
          wait == null ? 0 : wait.toNanos());
    }

    private Route zoneFailover(RouteConfig.ZoneFailover zones) {
      RouteConfig local = zones.of().get(zones.localZone());
      if (local == null) {
        throw new IllegalArgumentException("no zone " + zones.localZone());
      }
      List<Route> far = new ArrayList<>();
      zones
          .of()
          .forEach((zone, route) -> {
            if (!zone.equals(zones.localZone())) {
              far.add(compile(route));
            }
          });
      Route here = compile(local);
      return far.isEmpty()
          ? here
          : new ZoneFailoverRoute(
              here,
              new AllFastestRoute(far, worker.loop(), AllFastestRoute.WAIT_FOR_ALL),
              FailoverRule.of(zones.onMiss(), Set.of()));
    }

    private Route replicated(Target target) {
      return new ReplicationGuard(target, protocol.rewriter(), protocol.commands());
    }

    private static long missWait(RouteConfig.AllFastest fastest) {
      Duration wait = fastest.missWait();
      return wait == null ? AllFastestRoute.WAIT_FOR_ALL : wait.toNanos();
    }

    private Route ttl(Route child, Duration max) {
      return new TtlRoute(child, Math.max(1, max.toSeconds()), protocol.rewriter(), stats);
    }

    /** With the ring as configured: a server that is away keeps its keys, in the gutter. */
    private Route gutter(RouteConfig.Gutter route) {
      if (!(route.of() instanceof RouteConfig.Pool main)) {
        throw new IllegalArgumentException("a gutter stands in for the servers of one pool");
      }
      Route gutter = ttl(compile(route.gutter()), route.ttl());
      PoolConfig pool = blueprint.pool(main.pool());
      Target[] servers = new Target[pool.servers().size()];
      for (int i = 0; i < servers.length; i++) {
        servers[i] =
            new GutteredServer(
                destination(pool, i, protocol),
                gutter,
                blueprint.gutter(route).of(i),
                protocol.rewriter(),
                stats);
      }
      return keyless(
          pool, servers, new PoolSelector(pool.name(), servers, nobody(pool), pool.locator()));
    }

    private Route pool(String name) {
      PoolConfig pool = blueprint.pool(name);
      Target[] servers = new Target[pool.servers().size()];
      for (int i = 0; i < servers.length; i++) {
        servers[i] = destination(pool, i, protocol);
      }
      return keyless(pool, servers, selector(pool, servers));
    }
  }

  /** The pool, with the server that its scripts without keys go to. */
  private static Route keyless(PoolConfig pool, Target[] servers, PoolSelector selector) {
    String chosen = pool.scripts().keylessServer();
    for (int i = 0; i < servers.length; i++) {
      if (pool.servers().get(i).name().equals(chosen)) {
        return new KeylessScripts(selector, servers[i]);
      }
    }
    return selector;
  }

  private PoolSelector selector(PoolConfig pool, Target[] servers) {
    PoolSelector selector =
        new PoolSelector(pool.name(), servers, nobody(pool), blueprint.ring(pool.name()));
    pools.computeIfAbsent(pool.name(), name -> new ArrayList<>()).add(selector);
    return selector;
  }

  private static FaultLeaf nobody(PoolConfig pool) {
    return new FaultLeaf(
        new Fault(
            Failure.EJECTED, "every server of pool " + pool.name() + " is ejected at the moment"));
  }

  private Destination destination(PoolConfig pool, int index, Protocol protocol) {
    ServerConfig server = pool.servers().get(index);
    DestinationKey key = new DestinationKey(pool.withServers(List.of()), server, protocol.name());
    Destination known = destinations.get(key);
    if (known != null) {
      return known;
    }
    Destination old = before.get(key);
    Destination destination = old != null ? old : newDestination(pool, index, server, protocol);
    destinations.put(key, destination);
    return destination;
  }

  private Destination newDestination(
      PoolConfig pool, int index, ServerConfig server, Protocol protocol) {
    ServerStats stats = worker.serverStats(pool.name(), server.name());
    Destination destination =
        worker
            .backends()
            .add(
                new DestinationOptions(
                    pool,
                    server,
                    protocol,
                    pool.login(),
                    stats,
                    blueprint.health(pool.name()).reporter(index),
                    true));
    if (pool.preconnect()) {
      destination.preconnect();
    }
    return destination;
  }
}
