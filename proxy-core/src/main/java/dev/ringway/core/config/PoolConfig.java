package dev.ringway.core.config;

import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.hashing.ServerPoint;
import java.util.List;

/**
 * A pool: servers, how keys are spread over them, and how they are spoken to.
 *
 * @param name unique among pools
 * @param servers in the order in which the ring looks at them: twemproxy's rings sort by name,
 *     length first; others keep the file's order
 * @param ring how keys are spread
 * @param timeoutMillis from queueing to reply; 0 for none
 * @param serverConnections connections to each server from each worker
 * @param preconnect whether to connect at start
 * @param ejection when servers leave the ring
 * @param login how the proxy introduces itself
 * @param maxQueue the most requests in flight to one server from one worker
 * @param maxLeases the most connections to one server from one worker that are lent to one client
 *     each
 * @param tcpKeepAlive whether server connections send keep-alives
 * @param scripts how its servers get scripts
 */
public record PoolConfig(
    String name,
    List<ServerConfig> servers,
    RingConfig ring,
    long timeoutMillis,
    int serverConnections,
    boolean preconnect,
    EjectionConfig ejection,
    ServerLogin login,
    int maxQueue,
    int maxLeases,
    boolean tcpKeepAlive,
    ScriptConfig scripts) {
  public PoolConfig {
    servers = List.copyOf(servers);
  }

  /** A pool that says nothing of scripts. */
  public PoolConfig(
      String name,
      List<ServerConfig> servers,
      RingConfig ring,
      long timeoutMillis,
      int serverConnections,
      boolean preconnect,
      EjectionConfig ejection,
      ServerLogin login,
      int maxQueue,
      int maxLeases,
      boolean tcpKeepAlive) {
    this(
        name,
        servers,
        ring,
        timeoutMillis,
        serverConnections,
        preconnect,
        ejection,
        login,
        maxQueue,
        maxLeases,
        tcpKeepAlive,
        ScriptConfig.DEFAULT);
  }

  /** Where each key of this pool lives while all servers are live; builds the ring anew. */
  public KeyLocator locator() {
    return ring.placement()
        .locator(servers.stream().map(s -> new ServerPoint(s.name(), s.weight())).toList());
  }

  /** {@link #maxQueue} where none is configured. */
  public static final int DEFAULT_MAX_QUEUE = 200_000;

  /** {@link #maxLeases} where none is configured. */
  public static final int DEFAULT_MAX_LEASES = 2_000;

  /** The same settings over other servers. */
  public PoolConfig withServers(List<ServerConfig> others) {
    return new PoolConfig(
        name,
        others,
        ring,
        timeoutMillis,
        serverConnections,
        preconnect,
        ejection,
        login,
        maxQueue,
        maxLeases,
        tcpKeepAlive,
        scripts);
  }

  /** The same pool with another timeout. */
  public PoolConfig withTimeout(long millis) {
    return new PoolConfig(
        name,
        servers,
        ring,
        millis,
        serverConnections,
        preconnect,
        ejection,
        login,
        maxQueue,
        maxLeases,
        tcpKeepAlive,
        scripts);
  }
}
