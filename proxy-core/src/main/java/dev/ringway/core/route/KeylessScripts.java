package dev.ringway.core.route;

import java.util.List;

/** A pool of which one server gets the scripts that name no key. */
public final class KeylessScripts implements Selector {
  private final Selector pool;
  private final Target server;

  /**
   * @param server one of the pool's
   */
  public KeylessScripts(Selector pool, Target server) {
    this.pool = pool;
    this.server = server;
  }

  @Override
  public Route select(Request request) {
    return request.isScript() && !request.hasKey() ? server : pool.select(request);
  }

  @Override
  public List<? extends Route> children() {
    return pool.children();
  }

  @Override
  public String describe() {
    return pool.describe();
  }
}
