package dev.ringway.redis;

import dev.ringway.redis.command.RedisCommand;

/** What {@code docs/commands.md} says of commands that are answered for all servers together. */
final class AdminRemarks {
  private AdminRemarks() {}

  static String of(RedisCommand row) {
    return switch (row.name()) {
      case "info" ->
          "one server's sections, made of all; also `ringway` and `shards`; see"
              + " [observability.md](observability.md)";
      case "role" -> "a master without replicas";
      case "config|get" ->
          "what the servers say, where they differ the first; no passwords, no addresses";
      case "config|set" ->
          "on every server or on none, with a listener's `config_set: true`; settings that concern"
              + " data and memory only";
      case "config|rewrite" -> "on every server, with a listener's `config_set: true`";
      case "module|list" -> "what any server has, each once";
      case "memory|stats" -> "amounts added, of shares and ratios the greatest";
      case "memory|doctor", "memory|malloc-stats", "latency|doctor", "latency|graph" ->
          "each server's text under its name";
      case "latency|latest" -> "of each event the latest and the greatest of all servers";
      case "latency|history" -> "the spikes of all servers, oldest first";
      case "latency|histogram" -> "the calls of all servers";
      case "slowlog|get", "slowlog|len", "slowlog|reset" ->
          "the proxy's own, from taking a request to having its reply";
      case "debug" ->
          "with a listener's `debug: true`; by key or on every server; what ends a server is refused";
      default -> row.union().remark();
    };
  }
}
