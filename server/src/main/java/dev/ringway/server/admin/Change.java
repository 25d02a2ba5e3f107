package dev.ringway.server.admin;

import dev.ringway.core.stats.StatsRegistry.ServerId;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happened between two looks.
 *
 * @param earlier the first, or null for the start of the process
 * @param seconds between them, more than 0
 */
record Change(@Nullable Look earlier, Look now, double seconds) {
  static Change between(@Nullable Look earlier, Look now, long uptimeSeconds) {
    double seconds =
        earlier == null
            ? Math.max(1, uptimeSeconds)
            : (double) (now.nanos() - earlier.nanos()) / TimeUnit.SECONDS.toNanos(1);
    return new Change(earlier, now, seconds);
  }

  String words() {
    return earlier == null ? "since the start" : "over the last " + Words.decimal(seconds) + " s";
  }

  Look.Numbers listener(String name) {
    return difference(now.listeners(), earlier == null ? Map.of() : earlier.listeners(), name);
  }

  Look.Numbers server(ServerId id) {
    return difference(now.servers(), earlier == null ? Map.of() : earlier.servers(), id);
  }

  private static <K> Look.Numbers difference(
      Map<K, Look.Numbers> after, Map<K, Look.Numbers> before, K key) {
    Look.Numbers last = after.getOrDefault(key, Look.Numbers.NONE);
    Look.Numbers first = before.getOrDefault(key, Look.Numbers.NONE);
    return new Look.Numbers(
        last.requests() - first.requests(),
        last.faults() - first.faults(),
        last.latency().since(first.latency()));
  }
}
