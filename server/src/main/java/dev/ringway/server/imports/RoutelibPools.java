package dev.ringway.server.imports;

import dev.ringway.server.imports.RoutelibCalls.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Translates pools and pool sets of routelib; keys stay on the servers where they are. */
final class RoutelibPools {
  private static final Set<String> PLACE = Set.of("host", "port", "label");
  private static final Set<String> RING_OPTIONS =
      Set.of("dist", "hash", "seed", "filter", "filter_conf", "iothread");
  private static final double DEFAULT_READ_TIMEOUT = 3;

  private final Given settings;
  private final Draft draft;

  RoutelibPools(Given settings, Draft draft) {
    this.settings = settings;
    this.draft = draft;
  }

  void add(String name, Given given) {
    if (!name.startsWith("set_")) {
      pool(name, given.table(), given.line());
      return;
    }
    List<String> members = new ArrayList<>();
    LuaTables.entries(given.table())
        .forEach((key, pool) -> {
          String member = name + "_" + key;
          pool(member, pool.opttable(new LuaTable()), given.line());
          members.add(Draft.name(member, "pool"));
        });
    draft.set(name, members);
  }

  private void pool(String name, LuaTable conf, int line) {
    String what = "pool " + name;
    Map<String, Object> pool = new LinkedHashMap<>();
    Map<String, LuaValue> options =
        LuaTables.merged(settings.table().get("backend_options"), conf.get("backend_options"));
    List<String> servers = new ArrayList<>();
    for (LuaValue backend : LuaTables.values(conf.get("backends"))) {
      if (!backend.isnil()) {
        servers.add(server(backend, options, what, line));
      }
    }
    pool.put("servers", servers);
    ring(
        pool,
        LuaTables.merged(settings.table().get("pool_options"), conf.get("options")),
        what,
        line);
    LuaValue global = settings.table().get("backend_read_timeout");
    double seconds = global.optdouble(DEFAULT_READ_TIMEOUT);
    for (Map.Entry<String, LuaValue> option : options.entrySet()) {
      switch (option.getKey()) {
        case "readtimeout" -> seconds = option.getValue().optdouble(seconds);
        case "connections" ->
            pool.put("server_connections", Math.max(1, option.getValue().optint(1)));
        case "tcpkeepalive" -> pool.put("tcpkeepalive", option.getValue().toboolean());
        case "depthlimit" -> pool.put("max_queue", Math.max(1, option.getValue().optint(1)));
        default ->
            draft.remark(
                line,
                1,
                "%s: backend option \"%s\" is not carried over".formatted(what, option.getKey()));
      }
    }
    if (settings.table().get("tcp_keepalive").toboolean()) {
      pool.putIfAbsent("tcpkeepalive", true);
    }
    pool.put("timeout", Tree.seconds(seconds));
    draft.pool(name, pool);
  }

  private String server(LuaValue backend, Map<String, LuaValue> options, String what, int line) {
    if (!backend.istable()) {
      String text = backend.tojstring();
      if (text.endsWith("_down_")) {
        draft.remark(line, 1, "%s: \"%s\" is marked down; it will be tried".formatted(what, text));
      }
      return text.strip().split("\\s+", 2)[0];
    }
    String host = "127.0.0.1";
    String port = "11211";
    for (Map.Entry<String, LuaValue> entry : LuaTables.entries(backend.checktable()).entrySet()) {
      String key = entry.getKey();
      if (key.equals("host")) {
        host = entry.getValue().tojstring();
      } else if (key.equals("port")) {
        port = entry.getValue().tojstring();
      } else if (!PLACE.contains(key) && !options.containsKey(key)) {
        draft.remark(
            line, 1, "%s: option \"%s\" of one backend is not carried over".formatted(what, key));
      }
    }
    return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
  }

  private void ring(
      Map<String, Object> pool, Map<String, LuaValue> options, String what, int line) {
    LuaValue dist = options.getOrDefault("dist", LuaValue.NIL);
    String distribution = "jump";
    if (dist.istable()) {
      LuaValue mode = dist.get("omode");
      distribution = "memcached_proxy" + (mode.isnil() ? "" : "_" + mode.tojstring());
      if (dist.get("obuckets").optint(160) != 160) {
        draft.remark(line, 1, what + ": other \"obuckets\" than 160: KEYS MOVE to other servers");
      }
    }
    pool.put("distribution", distribution);
    LuaValue hash = options.getOrDefault("hash", LuaValue.NIL);
    pool.put("hash", hash.isstring() ? hash.tojstring() : "xxh3");
    LuaValue seed = options.getOrDefault("seed", LuaValue.NIL);
    if (seed.isstring()) {
      pool.put("seed", seed.tojstring());
    }
    LuaValue filter = options.getOrDefault("filter", LuaValue.NIL);
    if (filter.isstring()) {
      pool.put("hash_tag", options.getOrDefault("filter_conf", LuaValue.NIL).optjstring("{}"));
      pool.put("tag_rule", filter.tojstring().equals("stop") ? "before" : "pair_or_empty");
    }
    options.keySet().stream()
        .filter(key -> !RING_OPTIONS.contains(key))
        .forEach(key ->
            draft.remark(
                line, 1, "%s: pool option \"%s\" is not carried over".formatted(what, key)));
  }
}
