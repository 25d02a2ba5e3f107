package dev.ringway.core.backend;

import dev.ringway.core.config.Endpoint;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;

/**
 * Turns a configured endpoint into an address without blocking the loop; caches by the name's TTL.
 */
public interface Resolver {
  /** The address to connect to now; fails if the name does not resolve. */
  Future<? extends SocketAddress> resolve(Endpoint endpoint);

  /** Whether the endpoint's address can change: false for literal addresses and unix sockets. */
  boolean isNamed(Endpoint endpoint);
}
