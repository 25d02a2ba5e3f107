package dev.ringway.core.backend;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.stats.ServerStats;

/**
 * What makes one destination differ from another on the same worker.
 *
 * @param pool the pool whose settings hold
 * @param server the server to connect to
 * @param protocol what is spoken
 * @param login how the proxy introduces itself
 * @param stats this worker's numbers about the server
 * @param health where failures are reported
 * @param announced whether the log says when the server goes and comes back
 */
public record DestinationOptions(
    PoolConfig pool,
    ServerConfig server,
    Protocol protocol,
    ServerLogin login,
    ServerStats stats,
    HealthReporter health,
    boolean announced) {}
