package dev.ringway.server.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Translates a whole configuration of mcrouter: pools, then routes. */
final class McrouterImport {
  private static final Set<String> KNOWN =
      Set.of("pools", "route", "routes", "named_handles", "comment", "_comment");

  private final JsonTree root;
  private final Draft draft;
  private final Map<String, JsonTree> named = new LinkedHashMap<>();

  McrouterImport(JsonTree root, Draft draft) {
    this.root = root;
    this.draft = draft;
  }

  void fill() {
    root.entries()
        .forEach((key, value) -> {
          if (!KNOWN.contains(key)) {
            draft.remark(value.line(), value.column(), "\"" + key + "\" is not carried over");
          }
        });
    McrouterPools pools = new McrouterPools(draft);
    JsonTree section = root.get("pools");
    if (section != null) {
      section.entries().forEach(pools::add);
    }
    JsonTree handles = root.get("named_handles");
    if (handles != null) {
      named.putAll(handles.entries());
    }
    collectNames(root);
    McrouterRoutes routes = new McrouterRoutes(draft, pools, named);
    JsonTree route = root.get("route");
    if (route != null) {
      draft.listener("mcrouter", routes.route(route));
    }
    JsonTree all = root.get("routes");
    if (all != null) {
      aliases(all, routes);
    }
    if (!draft.hasListeners()) {
      draft.remark(root.line(), root.column(), "there is no route; requests get an error");
      draft.listener("mcrouter", Tree.error("no route"));
    }
  }

  /** A handle with a name can be referred to by it from anywhere. */
  private void collectNames(JsonTree tree) {
    if (tree.isMap()) {
      if (tree.get("type") != null && tree.get("name") != null) {
        named.put(tree.text("name", ""), tree);
      }
      tree.entries().values().forEach(this::collectNames);
    } else if (tree.value() instanceof List<?>) {
      tree.elements().forEach(this::collectNames);
    }
  }

  private void aliases(JsonTree all, McrouterRoutes routes) {
    if (all.isMap()) {
      all.entries().forEach((prefix, route) -> alias(List.of(prefix), route, route, routes));
      return;
    }
    for (JsonTree entry : all.elements()) {
      JsonTree aliases = entry.get("aliases");
      List<String> prefixes = new ArrayList<>();
      if (aliases != null) {
        aliases.elements().forEach(alias -> prefixes.add(alias.text()));
      }
      JsonTree route = entry.get("route");
      if (route == null) {
        draft.remark(entry.line(), entry.column(), "an entry without a \"route\" is left out");
      } else {
        alias(prefixes, entry, route, routes);
      }
    }
  }

  private void alias(List<String> prefixes, JsonTree place, JsonTree route, McrouterRoutes routes) {
    String first = prefixes.isEmpty() ? "mcrouter" : prefixes.getFirst();
    String name = first.replaceAll("^/+|/+$", "").replace('/', '.');
    String listen = draft.listener(name.isEmpty() ? "mcrouter" : name, routes.route(route));
    draft.remark(
        place.line(),
        place.column(),
        "the routing prefix %s became a listener on %s; a prefix in front of a key is no longer"
                .formatted(String.join(", ", prefixes), listen)
            + " taken off or routed by");
  }
}
