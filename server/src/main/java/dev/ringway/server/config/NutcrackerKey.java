package dev.ringway.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The 18 keys of a pool in {@code nutcracker.yml}. */
public enum NutcrackerKey {
  LISTEN("host:port or /path [mode]", "required", "Where clients connect."),
  HASH("word", "fnv1a_64", "The key hash, one of twemproxy's twelve."),
  HASH_TAG("two characters", "none", "Hash only what stands between these two, if anything does."),
  DISTRIBUTION("word", "ketama", "The ring: ketama, modula or random."),
  TIMEOUT("ms", "none", "From queueing to reply; 0 is none."),
  BACKLOG("count", "512", "The accept queue of the listening socket."),
  CLIENT_CONNECTIONS(
      "count", "0", "The most clients at a time, 0 for no limit; twemproxy reads and ignores it."),
  REDIS("true or false", "false", "Whether the pool speaks Redis; memcached otherwise."),
  TCPKEEPALIVE(
      "true or false", "false", "Keep-alives on clients and, unlike twemproxy, on servers too."),
  REUSEPORT("true or false", "false", "Whether another process may listen on the same port."),
  REDIS_AUTH("text", "none", "The password of clients and of every server of the pool."),
  REDIS_DB("count", "0", "The Redis database to select on each server."),
  PRECONNECT("true or false", "false", "Whether to connect to all servers at start."),
  AUTO_EJECT_HOSTS("true or false", "false", "Whether a failing server leaves the ring."),
  SERVER_CONNECTIONS("count", "1", "Connections to each server, from each worker; at least 1."),
  SERVER_RETRY_TIMEOUT("ms", "30000", "How long an ejected server stays out."),
  SERVER_FAILURE_LIMIT("count", "2", "Consecutive failures that eject a server."),
  SERVERS("list of host:port:weight [name]", "required", "The servers of the pool.");

  private static final List<String> WORDS =
      Arrays.stream(values()).map(NutcrackerKey::word).toList();

  private final String kind;
  private final String byDefault;
  private final String meaning;

  NutcrackerKey(String kind, String byDefault, String meaning) {
    this.kind = kind;
    this.byDefault = byDefault;
    this.meaning = meaning;
  }

  /** As it is written in the file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All keys as they are written. */
  static List<String> words() {
    return WORDS;
  }

  static Optional<NutcrackerKey> of(String word) {
    return Arrays.stream(values()).filter(key -> key.word().equals(word)).findFirst();
  }

  /** The row of the documentation's table. */
  public ConfigKey row() {
    return new ConfigKey(word(), kind, byDefault, meaning);
  }
}
