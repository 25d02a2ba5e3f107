package dev.ringway.server.config;

import dev.ringway.core.config.RouteConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The pools, sets and routes of a file by name, and which of them lead anywhere. */
final class Names {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]*");

  /** What a name can stand for. */
  enum Kind {
    POOL,
    SET,
    ROUTE
  }

  private final Section.Context context;
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<String, Node> places = new LinkedHashMap<>();
  private final Map<String, RouteConfig.Internal> caches = new LinkedHashMap<>();
  private final Map<String, List<Node>> sets = new LinkedHashMap<>();
  private final Map<String, Node> routes = new LinkedHashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  Names(Section.Context context) {
    this.context = context;
  }

  void addPool(String name, Node place) {
    add(name, Kind.POOL, place);
  }

  void addCache(RouteConfig.Internal cache) {
    caches.put(cache.name(), cache);
  }

  void addSet(String name, Node place, Node members) {
    add(name, Kind.SET, place);
    if (members instanceof SequenceNode list
        && !list.getValue().isEmpty()
        && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
      sets.put(name, list.getValue());
    } else {
      context.problems().at(place, "set \"" + name + "\" is a list of names");
      sets.put(name, List.of());
    }
  }

  void addRoute(String name, Node place, Node route) {
    add(name, Kind.ROUTE, place);
    routes.put(name, route);
  }

  private void add(String name, Kind kind, Node place) {
    if (!NAME.matcher(name).matches()) {
      context
          .problems()
          .at(place, "\"%s\" is no name; use letters, digits, _ . : and -".formatted(name));
    }
    Kind other = kinds.putIfAbsent(name, kind);
    places.putIfAbsent(name, place);
    if (other != null && other != kind) {
      context
          .problems()
          .at(place, "\"%s\" is the name of a %s already".formatted(name, word(other)));
    }
  }

  Kind kind(String name) {
    used.add(name);
    Kind kind = kinds.get(name);
    if (kind == null) {
      throw new IllegalArgumentException(
          "no pool, set or route is named \"%s\"%s"
              .formatted(name, NearestWord.hint(name, kinds.keySet())));
    }
    return kind;
  }

  /** The route to a pool of servers, or to the cache in their place. */
  RouteConfig pool(String name) {
    RouteConfig cache = caches.get(name);
    return cache == null ? new RouteConfig.Pool(name) : cache;
  }

  /** The pools that are caches inside the proxy. */
  Set<String> caches() {
    return caches.keySet();
  }

  List<Node> members(String set) {
    return sets.getOrDefault(set, List.of());
  }

  Node route(String name) {
    Node node = routes.get(name);
    if (node == null) {
      throw new IllegalArgumentException("no route is named \"" + name + "\"");
    }
    return node;
  }

  Map<String, List<String>> sets() {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    sets.forEach((name, members) ->
        texts.put(name, members.stream().map(m -> ((ScalarNode) m).getValue()).toList()));
    return texts;
  }

  /** Every route by name, to be read for its problems even where nobody uses it. */
  Set<String> routeNames() {
    return routes.keySet();
  }

  boolean isUsed(String name) {
    return used.contains(name);
  }

  void forgetUses() {
    used.clear();
  }

  /** A sentence for each name that no listener leads to. */
  List<String> unused() {
    List<String> sentences = new ArrayList<>();
    kinds.forEach((name, kind) -> {
      if (!used.contains(name)) {
        sentences.add("%s %s: no listener leads to it".formatted(word(kind), name));
      }
    });
    return sentences;
  }

  private static String word(Kind kind) {
    return switch (kind) {
      case POOL -> "pool";
      case SET -> "set";
      case ROUTE -> "route";
    };
  }
}
