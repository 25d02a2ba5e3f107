package dev.ringway.server.config;

import dev.ringway.core.config.RouteConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads route trees. Names of routes and sets are followed on the spot, so that the tree is whole;
 * a name that leads to itself is a problem, with the way it goes.
 */
final class RouteReader {
  private static final int MAX_NODES = 10_000;
  private static final int MAX_DEPTH = 100;
  private static final RouteConfig NOTHING = new RouteConfig.Null();

  private final Names names;
  private final Section.Context context;
  private final RouteMaker maker;
  private final Deque<String> way = new ArrayDeque<>();
  private int nodes;
  private int depth;

  RouteReader(
      Names names, Section.Context context, KnownCommands commands, @Nullable String localZone) {
    this.names = names;
    this.context = context;
    maker = new RouteMaker(this, context, commands, localZone);
  }

  /** The tree of a listener, checked against what its protocol has. */
  RouteConfig tree(Node node, String protocol) {
    RouteConfig route = route(node);
    maker.checkCommands(route, protocol);
    return route;
  }

  /** One route; something harmless after a problem. */
  RouteConfig route(Node node) {
    nodes++;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) {
      if (nodes == MAX_NODES + 1 || depth > MAX_DEPTH) {
        context.problems().at(node, "the routes are too many or nested too deeply");
        nodes = MAX_NODES + 1;
      }
      return NOTHING;
    }
    depth++;
    try {
      return switch (node) {
        case ScalarNode name -> named(name);
        case MappingNode map when map.getValue().size() == 1 ->
            maker.make(map.getValue().getFirst());
        default -> {
          context
              .problems()
              .at(node, "a route is a name or a map of one key, such as {allsync: {of: replicas}}");
          yield NOTHING;
        }
      };
    } finally {
      depth--;
    }
  }

  /** A route, a list of routes or a set's name, where a list is wanted. */
  List<RouteConfig> routes(Node node) {
    List<RouteConfig> all = new ArrayList<>();
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(child -> all.addAll(routes(child)));
      if (list.getValue().isEmpty()) {
        context.problems().at(node, "the list of routes is empty");
      }
    } else if (node instanceof ScalarNode name && isSet(name)) {
      follow(
          name.getValue(),
          name,
          () -> names.members(name.getValue()).forEach(m -> all.addAll(routes(m))));
    } else {
      all.add(route(node));
    }
    return all;
  }

  private boolean isSet(ScalarNode name) {
    try {
      return names.kind(name.getValue()) == Names.Kind.SET;
    } catch (IllegalArgumentException unknown) {
      return false;
    }
  }

  private RouteConfig named(ScalarNode node) {
    String name = node.getValue();
    try {
      return switch (names.kind(name)) {
        case POOL -> names.pool(name);
        case ROUTE -> namedRoute(name, node);
        case SET -> {
          context
              .problems()
              .at(node, "\"" + name + "\" is a set; one route is wanted here, not a list");
          yield NOTHING;
        }
      };
    } catch (IllegalArgumentException e) {
      context.problems().at(node, String.valueOf(e.getMessage()));
      return NOTHING;
    }
  }

  private RouteConfig namedRoute(String name, Node place) {
    RouteConfig[] found = {NOTHING};
    follow(name, place, () -> found[0] = route(names.route(name)));
    return found[0];
  }

  private void follow(String name, Node place, Runnable further) {
    if (way.contains(name)) {
      List<String> circle = new ArrayList<>(way.reversed());
      circle.add(name);
      context
          .problems()
          .at(
              place,
              "\"%s\" leads to itself: %s"
                  .formatted(
                      name,
                      String.join(" -> ", circle.subList(circle.indexOf(name), circle.size()))));
      return;
    }
    way.push(name);
    try {
      further.run();
    } finally {
      way.pop();
    }
  }

  /** The children of a map of words to routes. */
  Map<String, RouteConfig> children(Section section, List<String> keys) {
    Map<String, RouteConfig> children = new LinkedHashMap<>();
    keys.forEach(key -> section.node(key).ifPresent(node -> children.put(key, route(node))));
    return children;
  }
}
