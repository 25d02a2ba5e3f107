package dev.ringway.server.imports;

import dev.ringway.server.imports.RoutelibCalls.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Translates route handlers of routelib. */
final class RoutelibRoutes {
  private final RoutelibCalls calls;
  private final Draft draft;

  RoutelibRoutes(RoutelibCalls calls, Draft draft) {
    this.calls = calls;
    this.draft = draft;
  }

  /** One route: a pool's name, a handler or a map of commands. */
  Object route(LuaValue value, int line) {
    if (value.isuserdata() && value.touserdata() instanceof Given given) {
      return handler(given);
    }
    if (!value.isstring()) {
      return unknown(line, "a route is a handler or a pool's name");
    }
    String name = value.tojstring();
    if (name.equals("internal")) {
      draft.remark(line, 1, "\"internal\" became a cache of 64MiB in the proxy; set its size");
      return draft.internal();
    }
    return draft.hasPool(name)
        ? Draft.name(name, "pool")
        : unknown(line, "there is no pool \"" + name + "\"");
  }

  /** Routes by command, where {@code all} is what is not named. */
  Map<String, Object> commands(LuaTable table, int line) {
    Map<String, Object> commands = new LinkedHashMap<>();
    LuaTables.entries(table)
        .forEach((command, route) -> {
          if (command.equals("all")) {
            commands.put("default", route(route, line));
          } else if (McrouterSelectors.COMMANDS.contains(command)) {
            commands.put(command, route(route, line));
          } else {
            draft.remark(line, 1, "no command \"" + command + "\"; left out");
          }
        });
    return commands;
  }

  private Object handler(Given given) {
    for (String option : List.of("stats", "stats_name")) {
      if (given.table().get(option).toboolean()) {
        draft.remark(
            given.line(),
            1,
            "\"%s\": metrics count failovers anyway, by other names".formatted(option));
      }
    }
    if (!given.table().get("child_wrap").isnil()) {
      return unknown(given.line(), "\"child_wrap\" of route_" + given.word());
    }
    return switch (given.word()) {
      case "cmdmap" -> {
        Map<String, Object> map = commands(given.table(), given.line());
        map.putIfAbsent("default", Tree.error("no route for this command"));
        yield Tree.route("command", map);
      }
      case "direct" -> child(given, "child");
      case "allsync" -> Tree.route("allsync", "of", children(given));
      case "allasync" -> Tree.route("allasync", "of", children(given));
      case "random" -> Tree.route("random", "of", children(given));
      case "allfastest" -> allFastest(given);
      case "failover" -> failover(given);
      case "zfailover" -> zoneFailover(given);
      case "ttl" -> ttl(given);
      case "split" ->
          Tree.route("split", "of", child(given, "child_a"), "copy", child(given, "child_b"));
      case "ratelim" -> rateLimit(given);
      case "null" -> Tree.nothing();
      default -> unknown(given.line(), "route_" + given.word() + " is not routelib's own");
    };
  }

  private Object unknown(int line, String why) {
    draft.remark(line, 1, why + "; an error route stands in its place");
    return Tree.error("not imported: " + why);
  }

  private Object child(Given given, String key) {
    return route(given.table().get(key), given.line());
  }

  /** A set by its name, or a list; a remark where the table has zones that are not used. */
  private List<Object> children(Given given) {
    LuaValue children = given.table().get("children");
    if (children.isstring() && children.tojstring().startsWith("set_")) {
      Given set = calls.pools.get(children.tojstring());
      if (set == null) {
        return List.of(unknown(given.line(), "there is no pool set \"" + children + "\""));
      }
      return new ArrayList<>(zones(given).values());
    }
    List<Object> all = new ArrayList<>();
    LuaTables.values(children).forEach(child -> all.add(route(child, given.line())));
    return all.isEmpty() ? List.of(unknown(given.line(), "no children")) : all;
  }

  private Map<String, Object> zones(Given given) {
    LuaValue children = given.table().get("children");
    Map<String, Object> zones = new LinkedHashMap<>();
    if (children.istable()) {
      LuaTables.entries(children.checktable())
          .forEach((zone, child) -> zones.put(zone, route(child, given.line())));
    } else {
      String name = children.tojstring();
      Given set = calls.pools.get(name);
      if (set != null) {
        LuaTables.entries(set.table())
            .keySet()
            .forEach(zone -> zones.put(zone, Draft.name(name + "_" + zone, "pool")));
      }
    }
    return zones;
  }

  private Object allFastest(Given given) {
    LuaTable table = given.table();
    String onMiss = table.get("miss").toboolean() ? "wait" : "accept";
    if (table.get("wait").isnumber()) {
      if (onMiss.equals("accept")) {
        draft.remark(
            given.line(), 1, "route_allfastest: \"wait\" without \"miss\" is not carried over");
      } else {
        onMiss = Tree.seconds(table.get("wait").todouble());
      }
    }
    return Tree.route("allfastest", "of", children(given), "on_miss", onMiss);
  }

  private Object failover(Given given) {
    LuaTable table = given.table();
    List<Object> of = localFirst(given);
    Map<String, Object> options = Tree.options("of", of);
    int tries = table.get("failover_count").optint(of.size());
    if (!table.get("failover_count").isnil()) {
      draft.remark(
          given.line(),
          1,
          "\"failover_count\" %d counts tries, the first one too, as routelib does (its manual"
                  .formatted(tries)
              + " says otherwise); it became \"tries\"");
      options.put("tries", Math.clamp(tries, 1, of.size()));
    }
    options.put("on_miss", table.get("miss").toboolean());
    if (table.get("wait").isnumber()) {
      options.put("wait", Tree.seconds(table.get("wait").todouble()));
    }
    if (table.get("shuffle").toboolean()) {
      options.put("shuffle", true);
    }
    return Tree.route("failover", options);
  }

  private List<Object> localFirst(Given given) {
    String zone = given.text("local_zone");
    Optional<Object> local =
        zone.isEmpty() ? Optional.empty() : Optional.ofNullable(zones(given).get(zone));
    List<Object> of = new ArrayList<>(children(given));
    local.ifPresent(first -> {
      of.remove(first);
      of.addFirst(first);
    });
    if (!zone.isEmpty() && local.isEmpty()) {
      draft.remark(given.line(), 1, "no child is in the local zone \"" + zone + "\"");
    }
    return of;
  }

  private Object zoneFailover(Given given) {
    Map<String, Object> zones = zones(given);
    String own = given.text("local_zone");
    if ("".equals(calls.localZone) && !own.isEmpty()) {
      calls.localZone = own;
    } else if (!own.isEmpty() && !own.equals(calls.localZone)) {
      draft.remark(given.line(), 1, "a \"local_zone\" of one route is not carried over");
    }
    if ("".equals(calls.localZone)) {
      return unknown(given.line(), "route_zfailover without a local zone");
    }
    if (zones.isEmpty()
        || (calls.localZone instanceof String zone
            && !zone.startsWith("${")
            && !zones.containsKey(zone))) {
      return unknown(given.line(), "route_zfailover without a pool for the local zone");
    }
    if (given.table().get("failover_count").isnumber()) {
      draft.remark(given.line(), 1, "\"failover_count\" of route_zfailover does nothing");
    }
    LuaValue miss = given.table().get("miss");
    if (miss.isnil()) {
      draft.remark(
          given.line(),
          1,
          "route_zfailover without \"miss\" asks other zones on a miss, whatever its manual says");
    }
    return Tree.route("zfailover", "of", zones, "on_miss", miss.isnil() || miss.toboolean());
  }

  private Object ttl(Given given) {
    draft.remark(
        given.line(),
        1,
        "route_ttl sets the time and refuses all but set, add, cas and ms; ttl cuts longer times"
            + " and lets other commands through");
    double seconds = given.table().get("ttl").optdouble(0);
    return seconds <= 0
        ? child(given, "child")
        : Tree.route("ttl", "of", child(given, "child"), "max", Tree.seconds(seconds));
  }

  private Object rateLimit(Given given) {
    LuaTable table = given.table();
    if (table.get("global").toboolean() || !table.get("fail_until_limit").isnil()) {
      draft.remark(
          given.line(),
          1,
          "route_ratelim: \"global\" and \"fail_until_limit\" are not carried over");
    }
    double rate = table.get("fillrate").optdouble(0) * 1000 / table.get("tickrate").optdouble(1000);
    if (rate <= 0) {
      return unknown(given.line(), "route_ratelim without a \"fillrate\"");
    }
    Map<String, Object> options =
        Tree.options("of", child(given, "child"), "rate", Tree.perSecond(rate));
    if (table.get("limit").isnumber()) {
      options.put("burst", Math.max(1, table.get("limit").toint()));
    }
    return Tree.route("ratelimit", options);
  }
}
