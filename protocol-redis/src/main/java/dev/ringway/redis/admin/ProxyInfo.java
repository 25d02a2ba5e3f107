package dev.ringway.redis.admin;

import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.redis.clients.ConnectionCommands;
import dev.ringway.redis.resp.Arguments;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What INFO answers: the proxy's own facts, under Redis's names where clients look for them. */
public final class ProxyInfo {
  private ProxyInfo() {}

  public static String text(ProxyInformation information, Arguments arguments) {
    Map<String, String> sections = sections(information);
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> section : sections.entrySet()) {
      if (isAsked(section.getKey(), arguments)) {
        text.append(text.isEmpty() ? "" : "\r\n")
            .append("# ")
            .append(section.getKey())
            .append("\r\n")
            .append(section.getValue());
      }
    }
    return text.toString();
  }

  private static boolean isAsked(String section, Arguments arguments) {
    for (int i = 1; i < arguments.count(); i++) {
      if (arguments.is(i, section.toUpperCase(Locale.ROOT))
          || arguments.is(i, "ALL")
          || arguments.is(i, "DEFAULT")
          || arguments.is(i, "EVERYTHING")) {
        return true;
      }
    }
    return arguments.count() == 1;
  }

  private static Map<String, String> sections(ProxyInformation information) {
    Map<String, String> sections = new LinkedHashMap<>();
    long uptime = information.uptimeSeconds();
    sections.put(
        "Server",
        lines(
            "redis_version:" + ConnectionCommands.REDIS_VERSION,
            "redis_mode:standalone",
            "ringway_version:" + information.version(),
            "os:" + System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "arch_bits:64",
            "process_id:" + ProcessHandle.current().pid(),
            "uptime_in_seconds:" + uptime,
            "uptime_in_days:" + uptime / 86_400,
            "workers:" + information.workers()));
    sections.put("Clients", lines("connected_clients:" + information.clients()));
    Runtime runtime = Runtime.getRuntime();
    sections.put(
        "Memory",
        lines(
            "used_memory:" + (runtime.totalMemory() - runtime.freeMemory()),
            "maxmemory:0",
            "maxmemory_policy:noeviction"));
    sections.put("Persistence", lines("loading:0"));
    sections.put(
        "Stats",
        lines(
            "total_connections_received:" + information.acceptedClients(),
            "total_commands_processed:" + information.requests()));
    sections.put("Replication", lines("role:master", "connected_slaves:0"));
    sections.put("Cluster", lines("cluster_enabled:0"));
    return sections;
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n";
  }
}
