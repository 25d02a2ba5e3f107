package dev.ringway.server.inspect;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.hashing.RingReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A configuration as an indented tree: listeners, routes, pools, servers, and what is odd. */
public final class ConfigTree {
  private final ProxyConfig config;

  /** The tree of a checked configuration. */
  public ConfigTree(ProxyConfig config) {
    this.config = config;
  }

  /** Listeners with their routes, then commands, pools with their servers, then remarks. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ListenerConfig listener : config.listeners()) {
      lines.add(
          "listener %s: %s on %s"
              .formatted(listener.name(), listener.protocol(), listener.listen()));
      Set<String> gathered = listener.gather().commands();
      if (!gathered.isEmpty()) {
        lines.add("  gathers " + String.join(", ", new TreeSet<>(gathered)));
      }
      addRoute(lines, "  ", "", listener.route());
    }
    config.commands().forEach(command -> lines.add(CommandText.line(command)));
    config.pools().values().forEach(pool -> addPool(lines, pool));
    warnings(config).forEach(warning -> lines.add("warning: " + warning));
    config.remarks().forEach(remark -> lines.add("remark: " + remark));
    return lines;
  }

  /** What is odd about the rings, one sentence each. */
  public static List<String> warnings(ProxyConfig config) {
    List<String> warnings = new ArrayList<>();
    for (PoolConfig pool : config.pools().values()) {
      RingReport.of(pool.locator())
          .warnings()
          .forEach(warning -> warnings.add("pool " + pool.name() + ": " + warning));
    }
    return warnings;
  }

  private static void addRoute(List<String> lines, String indent, String role, RouteConfig route) {
    lines.add(indent + (role.isEmpty() ? "" : role + ": ") + RouteText.title(route));
    for (RouteText.Child child : RouteText.children(route)) {
      addRoute(lines, indent + "  ", child.role(), child.route());
    }
  }

  private static void addPool(List<String> lines, PoolConfig pool) {
    lines.add("pool %s: %s".formatted(pool.name(), settings(pool)));
    RingReport report = RingReport.of(pool.locator());
    int width = pool.servers().stream().mapToInt(s -> s.name().length()).max().orElse(0);
    for (int i = 0; i < pool.servers().size(); i++) {
      ServerConfig server = pool.servers().get(i);
      RingReport.Server row = report.servers().get(i);
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + Math.max(1, width) + "s  %s, weight %d, %d points, %.2f %% of keys",
              server.name(),
              server.endpoint(),
              row.weight(),
              row.points(),
              100 * row.share()));
    }
  }

  private static String settings(PoolConfig pool) {
    List<String> words = new ArrayList<>();
    words.add(pool.ring().distribution() + " by " + pool.ring().hash());
    String tag = pool.ring().hashTag();
    if (tag != null) {
      words.add("hash tag \"" + tag + "\"");
    }
    String seed = pool.ring().seed();
    if (seed != null) {
      words.add("seed \"" + seed + "\"");
    }
    words.add(
        pool.timeoutMillis() == 0
            ? "no timeout"
            : "timeout " + RouteText.time(Duration.ofMillis(pool.timeoutMillis())));
    if (pool.ejection().enabled()) {
      words.add(
          "ejects after %d failures for %s"
              .formatted(
                  pool.ejection().failureLimit(),
                  RouteText.time(Duration.ofMillis(pool.ejection().retryMillis()))));
    }
    int connections = pool.serverConnections();
    words.add(
        connections + (connections == 1 ? " connection" : " connections") + " a server and worker");
    String keyless = pool.scripts().keylessServer();
    if (keyless != null) {
      words.add("scripts without keys to " + keyless);
    }
    return String.join(", ", words);
  }
}
