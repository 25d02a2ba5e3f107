package dev.ringway.server.metrics;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.health.PoolHealth;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.core.stats.StatsRegistry.ServerId;
import dev.ringway.server.metrics.NutcrackerField.PoolNumbers;
import dev.ringway.server.metrics.NutcrackerField.ServerNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

/**
 * The proxy's numbers as nutcracker's stats port gives them: one line of JSON, pools as objects
 * under their names, servers as objects inside, the same fields in the same order.
 *
 * <p>A pool's client fields are those of the listeners that lead to it, which for a pool of a
 * nutcracker.yml is its own.
 */
public final class NutcrackerStats {
  private static final String SERVICE = "ringway";

  private final ProxyView proxy;
  private final String source;

  /**
   * @param source the name of this machine
   */
  public NutcrackerStats(ProxyView proxy, String source) {
    this.proxy = proxy;
    this.source = source;
  }

  /** The numbers now, on one line with its end. */
  public String json() {
    Map<ServerId, List<ServerStats>> servers = proxy.stats().servers();
    Map<String, List<ListenerStats>> listeners = proxy.stats().listeners();
    StringJoiner pools = new StringJoiner(",");
    for (PoolConfig pool : proxy.config().pools().values()) {
      pools.add(pool(pool, listeners, servers));
    }
    proxy.caches().forEach((name, numbers) -> pools.add(cache(name, numbers)));
    ProxyInformation information = proxy.information();
    StringJoiner all = new StringJoiner(", ", "{", "}\n");
    all.add("\"service\":" + JsonText.quote(SERVICE));
    all.add("\"source\":" + JsonText.quote(source));
    all.add("\"version\":" + JsonText.quote(information.version()));
    all.add("\"uptime\":" + information.uptimeSeconds());
    all.add("\"timestamp\":" + TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()));
    // Listening sockets, clients and connections to servers, as nutcracker counts them.
    long listening = proxy.config().listeners().size();
    long made = sum(servers, ServerCounter.CONNECTS);
    all.add("\"total_connections\":" + (listening + information.acceptedClients() + made));
    long open = sum(servers, ServerCounter.SERVER_CONNECTIONS);
    all.add("\"curr_connections\":" + (listening + information.clients() + open));
    if (pools.length() > 0) {
      all.add(pools.toString());
    }
    return all.toString();
  }

  /** A line for each field, for {@code --describe-stats}. */
  public static String describe() {
    StringBuilder out = new StringBuilder("pool stats:\n");
    for (NutcrackerField<?> field : NutcrackerField.OF_POOL) {
      describe(field, out);
    }
    out.append("\nserver stats:\n");
    for (NutcrackerField<?> field : NutcrackerField.OF_SERVER) {
      describe(field, out);
    }
    return out.toString();
  }

  private static void describe(NutcrackerField<?> field, StringBuilder out) {
    out.append("  %-19s \"%s\"\n".formatted(field.name(), field.meaning()));
  }

  private static long sum(Map<ServerId, List<ServerStats>> servers, ServerCounter row) {
    long sum = 0;
    for (List<ServerStats> blocks : servers.values()) {
      sum += new ServerSums(blocks).get(row);
    }
    return sum;
  }

  private String pool(
      PoolConfig pool,
      Map<String, List<ListenerStats>> listeners,
      Map<ServerId, List<ServerStats>> servers) {
    PoolHealth health = proxy.health().get(pool.name());
    ListenerSums clients = clients(pool, listeners);
    long ejections = health == null ? 0 : health.ejections();
    StringJoiner inServers = new StringJoiner(",");
    for (int i = 0; i < pool.servers().size(); i++) {
      ServerConfig server = pool.servers().get(i);
      ServerId id = new ServerId(pool.name(), server.name());
      ServerSums sums = new ServerSums(servers.getOrDefault(id, List.of()));
      long ejectedAt = health == null ? 0 : health.ejectedAtMicros(i);
      StringJoiner fields = object(server.name());
      add(NutcrackerField.OF_SERVER, new ServerNumbers(sums, ejectedAt), fields);
      inServers.add(fields.toString());
    }
    StringJoiner fields = object(pool.name());
    add(NutcrackerField.OF_POOL, new PoolNumbers(clients, ejections), fields);
    return fields.add(inServers.toString()).toString();
  }

  /** A cache inside the proxy, which nutcracker has none of. */
  private static String cache(String name, CacheNumbers numbers) {
    StringJoiner fields = object(name);
    fields.add("\"bytes\":" + numbers.bytes());
    fields.add("\"max_bytes\":" + numbers.maxBytes());
    fields.add("\"entries\":" + numbers.entries());
    fields.add("\"hits\":" + numbers.hits());
    fields.add("\"misses\":" + numbers.misses());
    fields.add("\"stores\":" + numbers.stores());
    fields.add("\"evictions\":" + numbers.evictions());
    return fields.toString();
  }

  private static StringJoiner object(String name) {
    return new StringJoiner(", ", JsonText.quote(name) + ": {", "}");
  }

  private static <T> void add(List<NutcrackerField<T>> fields, T numbers, StringJoiner out) {
    for (NutcrackerField<T> field : fields) {
      out.add(JsonText.quote(field.name()) + ":" + field.value().applyAsLong(numbers));
    }
  }

  private ListenerSums clients(PoolConfig pool, Map<String, List<ListenerStats>> listeners) {
    List<ListenerStats> blocks = new ArrayList<>();
    for (ListenerConfig listener : proxy.config().listeners()) {
      if (listener.route().leadsTo(pool.name())) {
        blocks.addAll(listeners.getOrDefault(listener.name(), List.of()));
      }
    }
    return new ListenerSums(blocks);
  }
}
