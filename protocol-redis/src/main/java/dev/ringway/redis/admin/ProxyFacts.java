package dev.ringway.redis.admin;

import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.info.MergedInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;

/** What the proxy says of itself in INFO, under Redis's names where clients look for them. */
final class ProxyFacts {
  private static final String RUN_ID =
      (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "").substring(0, 40);

  private final ProxyInformation information;
  private final SessionOptions options;
  private final IntSupplier pausedClients;

  ProxyFacts(SessionOptions options, IntSupplier pausedClients) {
    this.information = options.information();
    this.options = options;
    this.pausedClients = pausedClients;
  }

  /**
   * A section of the whole: what the servers say together, and over it what only the proxy knows.
   */
  Map<String, String> section(String name, MergedInfo servers, String redisVersion) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (name) {
      case "server" -> server(fields, redisVersion);
      case "clients" -> clients(fields, servers.section(name));
      case "memory" -> {
        Runtime runtime = Runtime.getRuntime();
        fields.put("used_memory", Long.toString(runtime.totalMemory() - runtime.freeMemory()));
        fields.put("maxmemory", "0");
        fields.put("maxmemory_policy", "noeviction");
        replaceIfAny(fields, servers.section(name));
      }
      case "persistence" -> {
        fields.put("loading", "0");
        replaceIfAny(fields, servers.section(name));
      }
      case "stats" -> {
        fields.put("total_connections_received", "0");
        fields.put("total_commands_processed", Long.toString(information.requests()));
        replaceIfAny(fields, servers.section(name));
        fields.replace("total_connections_received", Long.toString(information.acceptedClients()));
      }
      case "replication" -> replication(fields);
      case "cluster" -> fields.put("cluster_enabled", "0");
      case "ringway" -> ringway(fields);
      default -> fields.putAll(servers.section(name));
    }
    return fields;
  }

  private static void replaceIfAny(Map<String, String> fields, Map<String, String> theirs) {
    if (!theirs.isEmpty()) {
      fields.clear();
      fields.putAll(theirs);
    }
  }

  private void server(Map<String, String> fields, String redisVersion) {
    long uptime = information.uptimeSeconds();
    fields.put("redis_version", redisVersion);
    fields.put("redis_git_sha1", "00000000");
    fields.put("redis_git_dirty", "0");
    fields.put("redis_build_id", "0");
    fields.put("redis_mode", "standalone");
    fields.put("ringway_version", information.version());
    fields.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    fields.put("arch_bits", "64");
    fields.put("process_id", Long.toString(ProcessHandle.current().pid()));
    fields.put("run_id", RUN_ID);
    fields.put("server_time_usec", Long.toString(1000 * System.currentTimeMillis()));
    fields.put("uptime_in_seconds", Long.toString(uptime));
    fields.put("uptime_in_days", Long.toString(uptime / 86_400));
    fields.put("workers", Integer.toString(information.workers()));
  }

  private void clients(Map<String, String> fields, Map<String, String> theirs) {
    long blocked = Long.parseLong(theirs.getOrDefault("blocked_clients", "0"));
    fields.put("connected_clients", Long.toString(information.clients()));
    fields.put("cluster_connections", "0");
    fields.put("blocked_clients", Long.toString(blocked + pausedClients.getAsInt()));
    fields.put("tracking_clients", theirs.getOrDefault("tracking_clients", "0"));
    fields.put("clients_in_timeout_table", theirs.getOrDefault("clients_in_timeout_table", "0"));
  }

  private static void replication(Map<String, String> fields) {
    fields.put("role", "master");
    fields.put("connected_slaves", "0");
    fields.put("master_failover_state", "no-failover");
    fields.put("master_replid", RUN_ID);
    fields.put("master_replid2", "0".repeat(40));
    fields.put("master_repl_offset", "0");
    fields.put("second_repl_offset", "-1");
    fields.put("repl_backlog_active", "0");
    fields.put("repl_backlog_size", "0");
    fields.put("repl_backlog_first_byte_offset", "0");
    fields.put("repl_backlog_histlen", "0");
  }

  private void ringway(Map<String, String> fields) {
    Runtime runtime = Runtime.getRuntime();
    fields.put("ringway_version", information.version());
    fields.put("listener", options.listener());
    fields.put("workers", Integer.toString(information.workers()));
    fields.put("heap_used", Long.toString(runtime.totalMemory() - runtime.freeMemory()));
    fields.put("requests", Long.toString(information.requests()));
    fields.put("slow_requests", Integer.toString(options.slowLog().size()));
  }
}
