package dev.ringway.core.config;

import dev.ringway.core.protocol.CommandConfig;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is served: the result of reading one file, checked as a graph.
 *
 * @param listeners in the file's order
 * @param pools by name, in the file's order
 * @param sets named lists of pools, by name
 * @param commands what is added to Redis's command table or refused, in the file's order
 * @param remarks what a person should know of this file, one sentence each
 */
public record ProxyConfig(
    List<ListenerConfig> listeners,
    Map<String, PoolConfig> pools,
    Map<String, List<String>> sets,
    List<CommandConfig> commands,
    List<String> remarks) {
  public ProxyConfig {
    listeners = List.copyOf(listeners);
    pools = Collections.unmodifiableMap(new LinkedHashMap<>(pools));
    sets = Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    commands = List.copyOf(commands);
    remarks = List.copyOf(remarks);
  }

  /** With the standard commands only. */
  public ProxyConfig(
      List<ListenerConfig> listeners,
      Map<String, PoolConfig> pools,
      Map<String, List<String>> sets,
      List<String> remarks) {
    this(listeners, pools, sets, List.of(), remarks);
  }

  /** The same with other listeners. */
  public ProxyConfig withListeners(List<ListenerConfig> others) {
    return new ProxyConfig(others, pools, sets, commands, remarks);
  }

  /**
   * The protocol that a pool's servers speak: that of the listeners which lead to it.
   *
   * @throws IllegalArgumentException if no listener leads to it
   */
  public String protocolOf(String pool) {
    for (ListenerConfig listener : listeners) {
      if (listener.route().leadsTo(pool)) {
        return listener.protocol();
      }
    }
    throw new IllegalArgumentException("no listener leads to pool " + pool);
  }

  /** What the caches inside the proxy may hold together, in bytes. */
  public long cacheBytes() {
    Set<RouteConfig.Internal> caches = new HashSet<>();
    for (ListenerConfig listener : listeners) {
      listener
          .route()
          .forEach(route -> {
            if (route instanceof RouteConfig.Internal cache) {
              caches.add(cache);
            }
          });
    }
    return caches.stream().mapToLong(RouteConfig.Internal::maxMemoryBytes).sum();
  }

  /**
   * The pool of a name that the graph check has found to be there.
   *
   * @throws IllegalArgumentException if there is none
   */
  public PoolConfig pool(String name) {
    PoolConfig pool = pools.get(name);
    if (pool == null) {
      throw new IllegalArgumentException("no pool \"" + name + "\"");
    }
    return pool;
  }
}
