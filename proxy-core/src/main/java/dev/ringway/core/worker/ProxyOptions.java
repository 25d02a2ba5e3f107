package dev.ringway.core.worker;

import dev.ringway.core.protocol.Protocol;
import java.util.Map;

/**
 * What the proxy is started with, beside its configuration.
 *
 * @param workers event loops, at least 1
 * @param transport how to speak to the kernel
 * @param protocols by name
 * @param version of the product
 * @param memoryBytes how much may be kept for clients and servers, over all workers: requests being
 *     gathered, replies unsent, queues
 */
public record ProxyOptions(
    int workers,
    Transport transport,
    Map<String, Protocol> protocols,
    String version,
    long memoryBytes) {}
