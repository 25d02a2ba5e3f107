package dev.ringway.server.imports;

import dev.ringway.server.imports.RoutelibCalls.Given;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Translates a whole configuration of routelib: settings, pools, then a listener for each tag. */
final class RoutelibImport {
  private static final Set<String> CARRIED =
      Set.of("backend_read_timeout", "tcp_keepalive", "pool_options", "backend_options");

  private final RoutelibCalls calls;
  private final Draft draft;
  private final RoutelibRoutes routes;

  RoutelibImport(RoutelibCalls calls, Draft draft) {
    this.calls = calls;
    this.draft = draft;
    routes = new RoutelibRoutes(calls, draft);
  }

  void fill() {
    Given settings = calls.settings;
    LuaTables.entries(settings.table()).keySet().stream()
        .filter(key -> !CARRIED.contains(key))
        .forEach(
            key -> draft.remark(settings.line(), 1, "setting \"" + key + "\" is not carried over"));
    RoutelibPools pools = new RoutelibPools(settings, draft);
    calls.pools.forEach(pools::add);
    calls.routes.forEach((tag, given) -> {
      String listen = draft.listener(tag, tree(given));
      if (!tag.equals("default")) {
        draft.remark(given.line(), 1, "tag \"%s\" became a listener on %s".formatted(tag, listen));
      }
    });
    if (calls.routes.isEmpty()) {
      draft.remark(1, 1, "there are no routes{}; requests get an error");
      draft.listener("default", Tree.error("no route"));
    }
    Object zone = calls.localZone;
    if (!"".equals(zone)) {
      draft.localZone(zone);
    }
  }

  private Object tree(Given given) {
    Object otherwise =
        given.table().get("default").isnil()
            ? Tree.error("no route for this request")
            : routes.route(given.table().get("default"), given.line());
    LuaValue commands = given.table().get("cmap");
    if (commands.istable()) {
      Map<String, Object> map = routes.commands(commands.checktable(), given.line());
      map.putIfAbsent("default", otherwise);
      otherwise = map.size() == 1 ? otherwise : Tree.route("command", map);
    }
    LuaValue prefixes = given.table().get("map");
    if (!prefixes.istable()) {
      return otherwise;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    LuaTables.entries(prefixes.checktable())
        .forEach((prefix, route) -> map.put(prefix, routes.route(route, given.line())));
    LuaValue conf = given.table().get("conf");
    LuaTable options = conf.opttable(new LuaTable());
    Map<String, Object> made = Tree.options();
    if (options.get("mode").optjstring("prefix").equals("anchor")) {
      made.put("start", options.get("start").optjstring("/"));
    }
    made.put("stop", options.get("stop").optjstring("/"));
    made.put("map", map);
    made.put("default", otherwise);
    return Tree.route("prefix", made);
  }
}
