package dev.ringway.server.config;

import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ScriptConfig;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.table.RedisCommands;
import java.util.List;

/** The keys of Ringway's own format, section by section, as its documentation lists them. */
public final class RingwayKeys {
  /** The top level. */
  public static final List<ConfigKey> TOP =
      List.of(
          key("listeners", "map of listeners", "required", "Where clients connect, by name."),
          key("pools", "map of pools", "required", "Groups of servers, by name."),
          key("sets", "map of lists", "none", "Lists of pools and routes, by name."),
          key("routes", "map of routes", "none", "Routes to be used by name in several places."),
          key(
              "commands",
              "map of commands",
              "none",
              "What Redis commands there are beside those known."),
          key("local_zone", "word or {file: PATH}", "none", "The zone that this proxy is in."));

  /** A listener. */
  public static final List<ConfigKey> LISTENER =
      List.of(
          key("listen", "host:port or /path [mode]", "required", "Where clients connect."),
          key("protocol", "redis or memcache", "required", "What clients and servers speak."),
          key("route", "route", "required", "Where requests go."),
          key("backlog", "count", "512", "The accept queue of the socket."),
          key("client_connections", "count", "0", "The most clients at a time; 0 for no limit."),
          key("tcpkeepalive", "true or false", "false", "Keep-alives on client connections."),
          key("reuseport", "true or false", "false", "Another process may share the port."),
          key(
              "user",
              "text",
              "none",
              "The user that clients name: of Redis's ACL, or of memcached's login."),
          key("password", "text", "none", "What clients must give before anything else."),
          key(
              "cross_slot",
              "error, gather or first_key",
              "error",
              "Commands whose keys live on several servers: refused, made in the proxy where that can"
                  + " be, or sent by their first key as twemproxy does."),
          key("gather", "map", "see below", "What cross_slot: gather makes, and its bounds."),
          key(
              "partial_results",
              "error or miss",
              "error",
              "A divided read of which a part fails: one error, or misses for that part."),
          key(
              "config_set",
              "true or false",
              "false",
              "Whether CONFIG SET and CONFIG REWRITE reach the Redis servers."),
          key("debug", "true or false", "false", "Whether DEBUG reaches the Redis servers."),
          key("slowlog", "map", "see below", "Which requests SLOWLOG keeps."),
          key("limits", "map of limits", "see below", "Caps on one client."));

  /** What is made in the proxy where the keys of a command part. */
  public static final List<ConfigKey> GATHER =
      List.of(
          key(
              "commands",
              "list of commands",
              "all that can be",
              "Which commands; the rest is refused."),
          key(
              "max_bytes",
              "size",
              size(GatherOptions.DEFAULT_MAX_BYTES),
              "The most that is fetched for one command; four times as much for all of a worker."),
          key(
              "max_elements",
              "count",
              Integer.toString(GatherOptions.DEFAULT_MAX_ELEMENTS),
              "The most members of a set that is fetched or made."));

  /** What is kept of slow requests. */
  public static final List<ConfigKey> SLOWLOG =
      List.of(
          key(
              "slower_than",
              "time",
              Administration.DEFAULT.slowerThanMillis() + "ms",
              "Requests that took as long, from taking them to having their whole reply, are kept;"
                  + " 0 keeps all."),
          key(
              "length",
              "count",
              Integer.toString(Administration.DEFAULT.maxSlowRequests()),
              "How many at most, the newest; 0 keeps none."),
          key(
              "arguments",
              "true or false",
              Boolean.toString(Administration.DEFAULT.slowArguments()),
              "Whether their arguments are kept beside the command's name, for which the beginning of"
                  + " every request is copied."));

  /** The caps on one client. */
  public static final List<ConfigKey> LIMITS =
      List.of(
          key("max_frame", "size", size(Limits.DEFAULT.maxFrameBytes()), "The longest request."),
          key("max_bulk", "size", size(Limits.DEFAULT.maxBulkBytes()), "The longest value."),
          key(
              "max_elements",
              "count",
              Integer.toString(Limits.DEFAULT.maxElements()),
              "The most arguments of one request."),
          key("max_key", "size", "512MiB, memcache 250B", "The longest key."),
          key(
              "max_nesting",
              "count",
              Integer.toString(Limits.DEFAULT.maxNesting()),
              "The deepest nesting of a reply."),
          key(
              "max_in_flight",
              "count",
              Integer.toString(Limits.DEFAULT.maxInFlight()),
              "The most requests that wait for replies; then the client is not read."),
          key(
              "max_unsent",
              "size",
              size(Limits.DEFAULT.maxUnsentBytes()),
              "The most reply bytes that a client leaves unread, beside one long reply made of"
                  + " several servers'; then it is closed."),
          key(
              "max_unsent_messages",
              "size",
              size(Limits.DEFAULT.maxUnsentMessageBytes()),
              "The same while published messages come for a Redis client that has subscribed."));

  /** A pool. */
  public static final List<ConfigKey> POOL =
      List.of(
          key(
              "servers",
              "list of host:port[:weight] [name] or /path[:weight] [name]",
              "required",
              "The servers; the name is a server's place on the ring."),
          key(
              "internal",
              "{max_memory: size, max_item: size}",
              "none",
              "A cache inside the proxy, in place of servers."),
          key("distribution", "word", "ketama", "How servers are laid out over the hashes."),
          key("hash", "word", "the distribution's", "How keys are hashed."),
          key("hash_tag", "text", "none", "The marks around or behind the part that is hashed."),
          key(
              "tag_rule",
              "pair, pair_or_empty or before",
              "pair",
              "Between two marks if anything is there, between them in any case, or before one."),
          key("seed", "text", "none", "Pools of other seeds place the same keys otherwise."),
          key(
              "signed_bytes",
              "true or false",
              "true",
              "Bytes from 0x80 count as negative, as in twemproxy on x86."),
          key("timeout", "time", "none", "From queueing to reply; 0 is none."),
          key("server_connections", "count", "1", "Connections to each server, from each worker."),
          key("preconnect", "true or false", "false", "Connect to all servers at start."),
          key("auto_eject_hosts", "true or false", "false", "A failing server leaves the ring."),
          key(
              "server_failure_limit",
              "count",
              Integer.toString(EjectionConfig.DEFAULT.failureLimit()),
              "Consecutive failures that eject a server."),
          key("server_retry_timeout", "time", "30s", "How long it stays out before it is probed."),
          key(
              "max_queue",
              "count",
              Integer.toString(PoolConfig.DEFAULT_MAX_QUEUE),
              "The most requests in flight to one server, from each worker."),
          key(
              "max_leases",
              "count",
              Integer.toString(PoolConfig.DEFAULT_MAX_LEASES),
              "The most connections to one server that are lent to one client each, from each"
                  + " worker: for WATCH, for what blocks and for very long requests."),
          key(
              "script_connections",
              "count",
              Integer.toString(ScriptConfig.DEFAULT.connections()),
              "The most connections to one server that scripts go over, from each worker."),
          key(
              "keyless_scripts",
              "server's name",
              "by the ring",
              "The server that scripts without keys go to."),
          key("tcpkeepalive", "true or false", "false", "Keep-alives on server connections."),
          key("user", "text", "none", "The user to be at the servers."),
          key("password", "text", "none", "The password to give to the servers."),
          key("db", "count", "0", "The database to select at Redis servers."),
          key(
              "cross_slot",
              "error, gather or first_key",
              "error",
              "As a listener's, for all that lead here."),
          key(
              "partial_results",
              "error or miss",
              "error",
              "As a listener's, for all that lead here."));

  /** A command that is added to Redis's table, or refused. */
  public static final List<ConfigKey> COMMAND =
      List.of(
          key("key", "position", "none", "The argument that is its only key."),
          key(
              "keys",
              "[first, last, step]",
              "none",
              "Its keys as COMMAND INFO says; a negative last counts from the end; step is 1."),
          key("numkeys", "position", "none", "The argument that says how many keys follow it."),
          key(
              "arity",
              "number",
              "up to the first key",
              "How many arguments with the name; negative: at least so many."),
          key("reads", "true or false", "false", "It leaves the data alone: one copy is asked."),
          key(
              "split",
              String.join(", ", RedisCommands.splits()),
              "none",
              "Each server gets its keys; the replies are made one."),
          key(
              "every",
              String.join(", ", RedisCommands.unions()),
              "none",
              "Goes to every server; the replies are made one."),
          key("refuse", "text", "none", "Why clients may not use it."));

  /** A cache inside the proxy. */
  public static final List<ConfigKey> INTERNAL =
      List.of(
          key(
              "max_memory",
              "size",
              "required",
              "What keys, values and their keeping may take together."),
          key(
              "max_item",
              "size",
              "1MiB, redis 64MiB",
              "The longest key and value together; at most 64MiB."));

  /** Where the local zone stands, if not in the configuration itself. */
  public static final List<ConfigKey> LOCAL_ZONE =
      List.of(key("file", "path", "required", "A file that holds the zone's name."));

  private RingwayKeys() {}

  private static ConfigKey key(String name, String kind, String byDefault, String meaning) {
    return new ConfigKey(name, kind, byDefault, meaning);
  }

  private static String size(long bytes) {
    return (bytes >> 20) + "MiB";
  }
}
