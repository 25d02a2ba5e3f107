package dev.ringway.redis.admin;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which of the servers' settings clients of the proxy may see and, where that is allowed, change.
 */
final class ServerParameters {
  /** What concerns data and its keeping, and means the same on every server. */
  private static final Set<String> SETTABLE =
      new TreeSet<>(
          List.of(
              "active-expire-effort",
              "activedefrag",
              "appendfsync",
              "appendonly",
              "auto-aof-rewrite-min-size",
              "auto-aof-rewrite-percentage",
              "busy-reply-threshold",
              "hash-max-listpack-entries",
              "hash-max-listpack-value",
              "hash-max-ziplist-entries",
              "hash-max-ziplist-value",
              "hll-sparse-max-bytes",
              "latency-monitor-threshold",
              "latency-tracking",
              "lazyfree-lazy-eviction",
              "lazyfree-lazy-expire",
              "lazyfree-lazy-server-del",
              "lazyfree-lazy-user-del",
              "lazyfree-lazy-user-flush",
              "lfu-decay-time",
              "lfu-log-factor",
              "list-compress-depth",
              "list-max-listpack-size",
              "list-max-ziplist-size",
              "lua-time-limit",
              "maxmemory",
              "maxmemory-eviction-tenacity",
              "maxmemory-policy",
              "maxmemory-samples",
              "no-appendfsync-on-rewrite",
              "notify-keyspace-events",
              "save",
              "set-max-intset-entries",
              "set-max-listpack-entries",
              "set-max-listpack-value",
              "slowlog-log-slower-than",
              "slowlog-max-len",
              "stop-writes-on-bgsave-error",
              "stream-node-max-bytes",
              "stream-node-max-entries",
              "zset-max-listpack-entries",
              "zset-max-listpack-value",
              "zset-max-ziplist-entries",
              "zset-max-ziplist-value"));

  /** What is in the name of a secret: the proxy's clients need not know what the proxy knows. */
  private static final List<String> SECRET = List.of("pass", "auth", "user", "key-file");

  /** Where one server is, which is of no use to clients of the proxy. */
  private static final Set<String> PLACES =
      Set.of(
          "bind",
          "bind-source-addr",
          "port",
          "replicaof",
          "slaveof",
          "tls-port",
          "unixsocket",
          "unixsocketperm");

  private ServerParameters() {}

  static boolean isSettable(String name) {
    return SETTABLE.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Whether CONFIG GET shows it as servers tell it. */
  static boolean isShown(String name) {
    return !PLACES.contains(name) && SECRET.stream().noneMatch(name::contains);
  }
}
