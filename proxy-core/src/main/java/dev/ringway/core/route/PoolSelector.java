package dev.ringway.core.route;

import dev.ringway.hashing.KeyLocator;
import java.util.List;

/**
 * The servers of one pool: the key's hash picks one of them.
 *
 * <p>The only mutable thing is the ring in use, which its worker exchanges when servers leave or
 * come back.
 */
public final class PoolSelector implements Selector {
  private final String name;
  private final Target[] servers;
  private final Leaf noServer;
  private KeyLocator locator;

  /**
   * @param servers in the order that the locator counts in
   * @param noServer answers when the ring is empty
   */
  public PoolSelector(String name, Target[] servers, Leaf noServer, KeyLocator locator) {
    this.name = name;
    this.servers = servers.clone();
    this.noServer = noServer;
    this.locator = locator;
  }

  /** Exchanges the ring, on the worker's loop. */
  public void use(KeyLocator ring) {
    locator = ring;
  }

  /**
   * Whether all keys that begin as this request's key does live on one server, the one it selects.
   */
  public boolean keepsTogether(Request request) {
    return locator.isDecidedBy(request.keyBytes(), request.keyOffset(), request.keyLength());
  }

  @Override
  public Route select(Request request) {
    int server = locator.locate(request.keyBytes(), request.keyOffset(), request.keyLength());
    return server >= 0 ? servers[server] : noServer;
  }

  @Override
  public List<? extends Route> children() {
    return List.of(servers);
  }

  @Override
  public String describe() {
    return "pool " + name;
  }
}
