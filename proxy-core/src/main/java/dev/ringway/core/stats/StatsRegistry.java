package dev.ringway.core.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All workers' numbers, by listener and by pool and server; safe from any thread.
 *
 * <p>A worker registers its block once when it is built; whoever exports sums the blocks.
 */
public final class StatsRegistry {
  /**
   * @param pool the pool's name
   * @param server the server's name on the ring
   */
  public record ServerId(String pool, String server) {}

  private final Map<String, List<ListenerStats>> listeners = new LinkedHashMap<>();
  private final Map<ServerId, List<ServerStats>> servers = new LinkedHashMap<>();

  public synchronized void register(String listener, ListenerStats block) {
    listeners.computeIfAbsent(listener, n -> new CopyOnWriteArrayList<>()).add(block);
  }

  public synchronized void register(ServerId server, ServerStats block) {
    servers.computeIfAbsent(server, n -> new CopyOnWriteArrayList<>()).add(block);
  }

  /** The workers' blocks of each listener, in the order of configuration. */
  public synchronized Map<String, List<ListenerStats>> listeners() {
    return new LinkedHashMap<>(listeners);
  }

  /** The workers' blocks of each server, in the order of configuration. */
  public synchronized Map<ServerId, List<ServerStats>> servers() {
    return new LinkedHashMap<>(servers);
  }
}
