package dev.ringway.server.metrics;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.metrics.Family.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every family that Ringway exports of its own; the table in {@code docs/metrics.md}. */
public final class Families {
  static final Family BUILD =
      Family.of("ringway_build_info", Kind.INFO, "The version that runs.", "version");
  static final Family READY =
      Family.of(
          "ringway_ready",
          Kind.GAUGE,
          "1 while new clients are taken, 0 from the start of a drain.");
  static final Family WORKERS = Family.of("ringway_workers", Kind.GAUGE, "Worker threads.");
  static final Family LOOP_LAG =
      Family.of(
          "ringway_event_loop_lag_seconds",
          Kind.HISTOGRAM,
          "How late a worker's loop did what was due.",
          "worker");
  static final Family BUFFERS_HELD =
      Family.of(
          "ringway_buffer_memory_held_bytes",
          Kind.GAUGE,
          "Direct memory that the buffer pools have taken from the system.");
  static final Family BUFFERS_USED =
      Family.of(
          "ringway_buffer_memory_used_bytes",
          Kind.GAUGE,
          "Direct memory of these pools that buffers use now.");
  static final Family BUFFERS_KEPT =
      Family.of(
          "ringway_buffer_memory_kept_bytes",
          Kind.GAUGE,
          "What waits for others: requests being gathered, replies held or unsent, queues to servers.");
  static final Family BUFFERS_MAX_KEPT =
      Family.of(
          "ringway_buffer_memory_max_kept_bytes",
          Kind.GAUGE,
          "The cap on what waits; at it long requests are refused and clients that do not read closed.");
  static final Family BUFFERS_MAX =
      Family.of(
          "ringway_buffer_memory_max_bytes",
          Kind.GAUGE,
          "Direct memory that the process may take at most.");

  static final Family REQUESTS =
      Family.of("ringway_requests_total", Kind.COUNTER, "Requests taken.", "listener", "command");
  static final Family ERRORS =
      Family.of(
          "ringway_errors_total",
          Kind.COUNTER,
          "Requests answered with an error of the proxy's, by its code.",
          "listener",
          "command",
          "code");
  static final Family LATENCY =
      Family.of(
          "ringway_request_duration_seconds",
          Kind.HISTOGRAM,
          "From taking a request to having its whole reply, earlier replies of the client included.",
          "listener",
          "command");

  static final Family POOL_SERVERS =
      Family.of("ringway_pool_servers", Kind.GAUGE, "Servers configured.", "pool");
  static final Family POOL_LIVE =
      Family.of(
          "ringway_pool_live_servers", Kind.GAUGE, "Servers that are in the ring now.", "pool");
  static final Family POOL_EJECTIONS =
      Family.of(
          "ringway_pool_ejections_total", Kind.COUNTER, "Times a server left the ring.", "pool");
  static final Family SERVER_EJECTED =
      Family.of(
          "ringway_server_ejected",
          Kind.GAUGE,
          "1 while the server is out of the ring.",
          "pool",
          "server");
  static final Family QUEUE_TIME =
      Family.of(
          "ringway_server_queue_duration_seconds",
          Kind.HISTOGRAM,
          "From taking a request to writing it to the server's connection.",
          "pool",
          "server");
  static final Family SERVER_TIME =
      Family.of(
          "ringway_server_response_duration_seconds",
          Kind.HISTOGRAM,
          "From writing a request to having the server's reply.",
          "pool",
          "server");

  static final Family CACHE_BYTES =
      cache("bytes", Kind.GAUGE, "What a cache inside the proxy holds, its keeping included.");
  static final Family CACHE_MAX_BYTES =
      cache("max_bytes", Kind.GAUGE, "What it may hold, its max_memory.");
  static final Family CACHE_ENTRIES = cache("entries", Kind.GAUGE, "Items that it holds.");
  static final Family CACHE_HITS = cache("hits_total", Kind.COUNTER, "Keys read and found.");
  static final Family CACHE_MISSES =
      cache("misses_total", Kind.COUNTER, "Keys read and not found.");
  static final Family CACHE_STORES = cache("stores_total", Kind.COUNTER, "Items stored.");
  static final Family CACHE_EVICTIONS =
      cache("evictions_total", Kind.COUNTER, "Items that had to go to make room.");

  static final Map<ListenerCounter, Family> LISTENER = listenerFamilies();
  static final Map<RouteCounter, Family> ROUTE = routeFamilies();
  static final Map<ServerCounter, Family> SERVER = serverFamilies();

  private Families() {}

  /** All families, in the order of the documentation. */
  public static List<Family> all() {
    List<Family> all = new ArrayList<>(List.of(BUILD, READY, WORKERS, LOOP_LAG));
    all.addAll(List.of(BUFFERS_HELD, BUFFERS_USED, BUFFERS_KEPT, BUFFERS_MAX_KEPT, BUFFERS_MAX));
    all.addAll(List.of(REQUESTS, ERRORS, LATENCY));
    all.addAll(LISTENER.values());
    all.addAll(ROUTE.values());
    all.addAll(List.of(POOL_SERVERS, POOL_LIVE, POOL_EJECTIONS, SERVER_EJECTED));
    all.addAll(SERVER.values());
    all.addAll(List.of(QUEUE_TIME, SERVER_TIME));
    all.addAll(List.of(CACHE_BYTES, CACHE_MAX_BYTES, CACHE_ENTRIES));
    all.addAll(List.of(CACHE_HITS, CACHE_MISSES, CACHE_STORES, CACHE_EVICTIONS));
    return all;
  }

  private static Family cache(String name, Kind kind, String meaning) {
    return Family.of("ringway_cache_" + name, kind, meaning, "pool");
  }

  private static Map<ListenerCounter, Family> listenerFamilies() {
    Map<ListenerCounter, Family> families = new EnumMap<>(ListenerCounter.class);
    for (ListenerCounter row : ListenerCounter.values()) {
      String name = "ringway_listener_" + row.label();
      families.put(row, counted(name, row.isGauge(), row.meaning(), "listener"));
    }
    return families;
  }

  private static Map<RouteCounter, Family> routeFamilies() {
    Map<RouteCounter, Family> families = new EnumMap<>(RouteCounter.class);
    for (RouteCounter row : RouteCounter.values()) {
      families.put(row, counted("ringway_route_" + row.label(), false, row.meaning(), "listener"));
    }
    return families;
  }

  private static Map<ServerCounter, Family> serverFamilies() {
    Map<ServerCounter, Family> families = new EnumMap<>(ServerCounter.class);
    for (ServerCounter row : ServerCounter.values()) {
      String label = row.label();
      String name = label.startsWith("server_") ? "ringway_" + label : "ringway_server_" + label;
      families.put(row, counted(name, row.isGauge(), row.meaning(), "pool", "server"));
    }
    return families;
  }

  private static Family counted(String name, boolean gauge, String meaning, String... labels) {
    String sentence = Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
    return gauge
        ? Family.of(name, Kind.GAUGE, sentence, labels)
        : Family.of(name + "_total", Kind.COUNTER, sentence, labels);
  }
}
