package dev.ringway.server.admin;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import dev.ringway.server.metrics.Durations;
import dev.ringway.server.metrics.ListenerSums;
import dev.ringway.server.metrics.ProxyView;
import dev.ringway.server.metrics.ServerSums;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of one moment that the status page compares with those of another.
 *
 * @param nanos the moment, as {@link System#nanoTime} counts
 */
record Look(long nanos, Map<String, Numbers> listeners, Map<ServerId, Numbers> servers) {
  /**
   * Counts since the start, of a listener or of a server.
   *
   * @param faults requests answered with an error, or not answered in time by the server
   * @param latency of requests, or of the server's replies
   */
  record Numbers(long requests, long faults, Durations latency) {
    static final Numbers NONE = new Numbers(0, 0, new Durations());
  }

  static Look at(ProxyView proxy) {
    Map<String, Numbers> listeners = new HashMap<>();
    proxy
        .stats()
        .listeners()
        .forEach((name, blocks) -> {
          ListenerSums sums = new ListenerSums(blocks);
          long faults = sums.get(ListenerCounter.FORWARD_ERROR);
          listeners.put(name, new Numbers(sums.requests(), faults, sums.latency()));
        });
    Map<ServerId, Numbers> servers = new HashMap<>();
    proxy
        .stats()
        .servers()
        .forEach((id, blocks) -> {
          ServerSums sums = new ServerSums(blocks);
          long faults =
              sums.get(ServerCounter.SERVER_TIMEDOUT) + sums.get(ServerCounter.SERVER_ERRORS);
          servers.put(id, new Numbers(sums.get(ServerCounter.REQUESTS), faults, sums.serverTime()));
        });
    return new Look(System.nanoTime(), listeners, servers);
  }
}
