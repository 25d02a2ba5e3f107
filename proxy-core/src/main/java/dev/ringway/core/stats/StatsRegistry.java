package dev.ringway.core.stats;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All workers' numbers, by listener, by pool and server, and by worker; safe from any thread.
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
  private final Map<String, List<RouteStats>> routes = new LinkedHashMap<>();
  private final Map<ServerId, List<ServerStats>> servers = new LinkedHashMap<>();
  private final List<LatencyHistogram> loopLags = new CopyOnWriteArrayList<>();

  public synchronized void register(String listener, ListenerStats block) {
    listeners.computeIfAbsent(listener, n -> new CopyOnWriteArrayList<>()).add(block);
  }

  public synchronized void register(String listener, RouteStats block) {
    routes.computeIfAbsent(listener, n -> new CopyOnWriteArrayList<>()).add(block);
  }

  public synchronized void register(ServerId server, ServerStats block) {
    servers.computeIfAbsent(server, n -> new CopyOnWriteArrayList<>()).add(block);
  }

  /** The workers' blocks of each listener, in the order of configuration. */
  public synchronized Map<String, List<ListenerStats>> listeners() {
    return new LinkedHashMap<>(listeners);
  }

  /** The workers' blocks about each listener's routes, in the order of configuration. */
  public synchronized Map<String, List<RouteStats>> routes() {
    return new LinkedHashMap<>(routes);
  }

  /** The workers' blocks of each server, in the order of configuration. */
  public synchronized Map<ServerId, List<ServerStats>> servers() {
    return new LinkedHashMap<>(servers);
  }

  /** Takes the next worker's histogram of its loop's lag. */
  public void registerLoopLag(LatencyHistogram lag) {
    loopLags.add(lag);
  }

  /** How late each worker's loop did what was due, in the workers' order. */
  public List<LatencyHistogram> loopLags() {
    return List.copyOf(loopLags);
  }
}
