package dev.ringway.core.worker;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.health.GutterBoard;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.route.Leaf;
import dev.ringway.hashing.KeyLocator;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all workers build the same from: the configuration, and what is shared between them.
 *
 * @param config checked
 * @param health by pool
 * @param gutters by the route that has one
 * @param caches by the route that is one: makes each worker's way to it
 * @param workers how many workers share rates
 */
record Blueprint(
    ProxyConfig config,
    Map<String, PoolHealth> health,
    Map<RouteConfig.Gutter, GutterBoard> gutters,
    Map<RouteConfig.Internal, Supplier<Leaf>> caches,
    int workers) {
  PoolConfig pool(String name) {
    return found(config.pools().get(name), "pool " + name);
  }

  PoolHealth health(String pool) {
    return found(health.get(pool), "pool " + pool);
  }

  GutterBoard gutter(RouteConfig.Gutter route) {
    return found(gutters.get(route), "gutter");
  }

  Leaf cache(RouteConfig.Internal route) {
    return found(caches.get(route), "internal cache " + route.name()).get();
  }

  /** The ring in force now. */
  KeyLocator ring(String pool) {
    return health(pool).ring();
  }

  private static <T> T found(@Nullable T value, String what) {
    if (value == null) {
      throw new IllegalArgumentException("no " + what);
    }
    return value;
  }
}
