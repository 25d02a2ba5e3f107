package dev.ringway.core.worker;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.hashing.KeyLocator;
import java.util.Map;

/**
 * What all workers build the same from: the configuration, and what is shared between them.
 *
 * @param config checked
 * @param health by pool
 */
record Blueprint(ProxyConfig config, Map<String, PoolHealth> health) {
  PoolConfig pool(String name) {
    PoolConfig pool = config.pools().get(name);
    if (pool == null) {
      throw new IllegalArgumentException("no pool " + name);
    }
    return pool;
  }

  PoolHealth health(String pool) {
    PoolHealth found = health.get(pool);
    if (found == null) {
      throw new IllegalArgumentException("no pool " + pool);
    }
    return found;
  }

  /** The ring in force now. */
  KeyLocator ring(String pool) {
    return health(pool).ring();
  }
}
