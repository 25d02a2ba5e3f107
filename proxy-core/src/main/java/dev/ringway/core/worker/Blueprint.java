package dev.ringway.core.worker;

import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.health.GutterBoard;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.hashing.KeyLocator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all workers build the same from: the configuration, and what is shared between them.
 *
 * @param config checked
 * @param protocols by name, with the command tables that the configuration makes
 * @param health by pool
 * @param gutters by the route that has one
 * @param caches by protocol and route: one for all workers
 * @param workers how many workers share rates
 */
record Blueprint(
    ProxyConfig config,
    Map<String, Protocol> protocols,
    Map<String, PoolHealth> health,
    Map<RouteConfig.Gutter, GutterBoard> gutters,
    Map<CacheId, InternalCache> caches,
    int workers) {
  /** What must be equal for a cache to be the same one. */
  record CacheId(String protocol, RouteConfig.Internal route) {}

  Protocol protocol(String name) {
    return found(protocols.get(name), "protocol " + name);
  }

  PoolConfig pool(String name) {
    return found(config.pools().get(name), "pool " + name);
  }

  PoolHealth health(String pool) {
    return found(health.get(pool), "pool " + pool);
  }

  GutterBoard gutter(RouteConfig.Gutter route) {
    return found(gutters.get(route), "gutter");
  }

  InternalCache cache(CacheId id) {
    return found(caches.get(id), "internal cache " + id.route().name());
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
