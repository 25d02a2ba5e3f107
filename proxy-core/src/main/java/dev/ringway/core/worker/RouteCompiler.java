package dev.ringway.core.worker;

import dev.ringway.core.backend.Destination;
import dev.ringway.core.backend.DestinationOptions;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.route.FaultLeaf;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.PoolSelector;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ServerStats;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  private final Map<String, PoolSelector> pools = new HashMap<>();

  RouteCompiler(Worker worker, Blueprint blueprint, Map<DestinationKey, Destination> before) {
    this.worker = worker;
    this.blueprint = blueprint;
    this.before = before;
  }

  /** The destinations that the compiled trees lead to. */
  Map<DestinationKey, Destination> destinations() {
    return destinations;
  }

  /** The pools that the compiled trees lead to, by name. */
  Map<String, PoolSelector> pools() {
    return pools;
  }

  Route compile(RouteConfig route, Protocol protocol) {
    return switch (route) {
      case RouteConfig.Pool pool -> pool(pool.pool(), protocol);
      default ->
          throw new IllegalArgumentException(
              "route " + route.getClass().getSimpleName() + " is not served");
    };
  }

  private PoolSelector pool(String name, Protocol protocol) {
    PoolSelector known = pools.get(name);
    if (known != null) {
      return known;
    }
    PoolConfig pool = blueprint.pool(name);
    List<ServerConfig> servers = pool.servers();
    Leaf[] leaves = new Leaf[servers.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = destination(pool, i, protocol);
    }
    Fault nobody =
        new Fault(Failure.EJECTED, "every server of pool " + name + " is ejected at the moment");
    PoolSelector selector =
        new PoolSelector(name, leaves, new FaultLeaf(nobody), blueprint.ring(name));
    pools.put(name, selector);
    return selector;
  }

  private Destination destination(PoolConfig pool, int index, Protocol protocol) {
    ServerConfig server = pool.servers().get(index);
    DestinationKey key = new DestinationKey(pool.withServers(List.of()), server, protocol.name());
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
                    blueprint.health(pool.name()).reporter(index)));
    if (pool.preconnect()) {
      destination.preconnect();
    }
    return destination;
  }
}
