package dev.ringway.server.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Translates the routes of mcrouter that choose by operation, by prefix or by rate. */
final class McrouterSelectors {
  static final Set<String> COMMANDS =
      Set.of(
          "get", "gets", "gat", "gats", "set", "add", "replace", "append", "prepend", "cas",
          "delete", "incr", "decr", "touch", "mg", "ms", "md", "ma", "me", "mn");
  private static final Map<String, List<String>> RATED =
      Map.of(
          "gets", List.of("get", "gets", "gat", "gats"),
          "sets", List.of("set", "add", "replace", "append", "prepend", "cas"),
          "deletes", List.of("delete"));

  private final McrouterRoutes routes;
  private final Draft draft;

  McrouterSelectors(McrouterRoutes routes, Draft draft) {
    this.routes = routes;
    this.draft = draft;
  }

  Object byOperation(JsonTree tree) {
    Map<String, Object> commands = new LinkedHashMap<>();
    JsonTree policies = tree.get("operation_policies");
    if (policies != null) {
      policies
          .entries()
          .forEach((operation, route) -> {
            if (COMMANDS.contains(operation)) {
              commands.put(operation, routes.route(route));
            } else {
              draft.remark(
                  route.line(), route.column(), "no command \"" + operation + "\"; left out");
            }
          });
    }
    JsonTree otherwise = tree.get("default_policy");
    commands.put("default", otherwise == null ? Tree.nothing() : routes.route(otherwise));
    return Tree.route("command", commands);
  }

  /** Carried over where all prefixes end with one character that they hold nowhere else. */
  Object byPrefix(JsonTree tree) {
    JsonTree policies = tree.get("policies");
    Map<String, JsonTree> entries = policies == null ? Map.of() : policies.entries();
    JsonTree wildcard = tree.get("wildcard");
    Object otherwise =
        wildcard == null ? Tree.error("no route for this key") : routes.route(wildcard);
    if (policies == null || entries.isEmpty()) {
      return otherwise;
    }
    String stop = stop(entries.keySet());
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach((prefix, route) -> {
      if (stop.isEmpty()) {
        draft.remark(
            route.line(),
            route.column(),
            "prefix \"%s\" is left out: prefix routes need one mark that ends every prefix"
                .formatted(prefix));
      } else {
        map.put(prefix.substring(0, prefix.length() - 1), routes.route(route));
      }
    });
    return stop.isEmpty()
        ? otherwise
        : Tree.route("prefix", "stop", stop, "map", map, "default", otherwise);
  }

  private static String stop(Set<String> prefixes) {
    String any = prefixes.iterator().next();
    String stop = any.isEmpty() ? "" : any.substring(any.length() - 1);
    boolean fits =
        prefixes.stream().allMatch(p -> p.length() > 1 && p.indexOf(stop) == p.length() - 1);
    return fits && !stop.matches("[A-Za-z0-9]") ? stop : "";
  }

  Object limited(Object route, @Nullable JsonTree rates) {
    if (rates == null) {
      return route;
    }
    draft.remark(
        rates.line(), rates.column(), "\"rates\" became one limit for each command by itself");
    Map<String, Object> commands = new LinkedHashMap<>();
    for (String kind : List.of("gets", "sets", "deletes")) {
      OptionalDouble rate = rates.number(kind + "_rate");
      if (rate.isEmpty() || rate.getAsDouble() <= 0) {
        continue;
      }
      OptionalDouble burst = rates.number(kind + "_burst");
      for (String command : RATED.getOrDefault(kind, List.of())) {
        Map<String, Object> options =
            Tree.options("of", route, "rate", Tree.perSecond(rate.getAsDouble()));
        burst.ifPresent(tokens -> options.put("burst", (int) Math.max(1, tokens)));
        commands.put(command, Tree.route("ratelimit", options));
      }
    }
    commands.put("default", route);
    return Tree.route("command", commands);
  }
}
