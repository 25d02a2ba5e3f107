package dev.ringway.server.imports;

import dev.ringway.server.launch.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;

/** A configuration in Ringway's own format that is being written, and the remarks so far. */
final class Draft {
  private static final String INTERNAL = "internal";

  private final String file;
  private final String host;
  private final int port;
  private final Map<String, Object> listeners = new LinkedHashMap<>();
  private final Map<String, Object> pools = new LinkedHashMap<>();
  private final Map<String, Object> sets = new LinkedHashMap<>();
  private final Map<String, Object> routes = new LinkedHashMap<>();
  private final Set<Problem> remarks = new LinkedHashSet<>();
  private @Nullable Object localZone;

  Draft(String file, String host, int port) {
    this.file = file;
    this.host = host;
    this.port = port;
  }

  void remark(int line, int column, String sentence) {
    remarks.add(new Problem(file, line, column, sentence));
  }

  /** Adds a listener for memcached clients on the next port. */
  String listener(String wanted, Object route) {
    String name = name(wanted, "listener");
    Map<String, Object> listener = new LinkedHashMap<>();
    String place = host.contains(":") ? "[" + host + "]" : host;
    listener.put("listen", place + ":" + (port + listeners.size()));
    listener.put("protocol", "memcache");
    listener.put("route", route);
    listeners.put(name, listener);
    return String.valueOf(listener.get("listen"));
  }

  boolean hasListeners() {
    return !listeners.isEmpty();
  }

  void pool(String name, Map<String, Object> pool) {
    pools.put(name(name, "pool"), pool);
  }

  /** A pool that was added before; empty if there is none. */
  Map<String, Object> pool(String name) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (pools.get(name(name, "pool")) instanceof Map<?, ?> pool) {
      pool.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    return copy;
  }

  /** The servers of a pool that was added before. */
  List<String> servers(String name) {
    return pool(name).get("servers") instanceof List<?> servers
        ? servers.stream().map(String::valueOf).toList()
        : List.of();
  }

  boolean hasPool(String name) {
    return pools.containsKey(name(name, "pool"));
  }

  /** The cache inside the proxy, for who speaks of one. */
  String internal() {
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("max_memory", "64MiB");
    pools.computeIfAbsent(INTERNAL, n -> new LinkedHashMap<>(Map.of(INTERNAL, size)));
    return INTERNAL;
  }

  void set(String name, List<String> members) {
    sets.put(name(name, "set"), new ArrayList<>(members));
  }

  void route(String name, Object route) {
    routes.put(name(name, "route"), route);
  }

  void localZone(Object zone) {
    localZone = zone;
  }

  /** One pool for each server of a pool, and their names: who copies to each server needs them. */
  List<String> poolOfEachServer(String name) {
    List<String> servers = servers(name);
    List<String> names = IntStream.range(0, servers.size()).mapToObj(i -> name + "." + i).toList();
    for (int i = 0; i < servers.size(); i++) {
      Map<String, Object> single = pool(name);
      single.put("servers", new ArrayList<>(List.of(servers.get(i))));
      pool(names.get(i), single);
    }
    return names.stream().map(each -> name(each, "pool")).toList();
  }

  /** A name that Ringway takes: other characters become underscores. */
  static String name(String wanted, String otherwise) {
    String name = wanted.replaceAll("[^A-Za-z0-9_.:-]", "_");
    return name.isEmpty() ? otherwise : name.matches("[.:-].*") ? "_" + name : name;
  }

  Imported imported() {
    Map<String, Object> top = new LinkedHashMap<>();
    if (localZone != null) {
      top.put("local_zone", localZone);
    }
    top.put("listeners", listeners);
    put(top, "routes", routes);
    put(top, "sets", sets);
    top.put("pools", pools);
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setDereferenceAliases(true);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(120);
    List<Problem> sorted = new ArrayList<>(remarks);
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Imported(new Yaml(options).dump(top), sorted);
  }

  private static void put(Map<String, Object> top, String key, Map<String, Object> part) {
    if (!part.isEmpty()) {
      top.put(key, part);
    }
  }
}
