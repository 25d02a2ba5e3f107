package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A node of the route tree, immutable and compiled for one worker; what changes lives in the worker
 * or in the request.
 */
public sealed interface Route permits Selector, Target {
  /** The node as configured, for example {@code pool cache}. */
  String describe();

  /** The routes that this one picks from or asks, each once, in the order of configuration. */
  default List<? extends Route> children() {
    return List.of();
  }

  /**
   * Every leaf that requests can reach from a route, each once, in the order of configuration: for
   * commands that concern all servers.
   */
  static List<Leaf> leaves(Route root) {
    List<Leaf> found = new ArrayList<>();
    collectLeaves(root, Collections.newSetFromMap(new IdentityHashMap<>()), found);
    return found;
  }

  private static void collectLeaves(Route route, Set<Route> seen, List<Leaf> found) {
    if (!seen.add(route)) {
      return;
    }
    if (route instanceof Leaf leaf) {
      found.add(leaf);
    }
    for (Route child : route.children()) {
      collectLeaves(child, seen, found);
    }
  }

  /**
   * Sends a request down the tree: walks the selectors to a target, or divides a request of several
   * keys.
   *
   * @param request borrowed
   * @param sink is answered exactly once, perhaps before this returns
   * @param index given back to the sink
   */
  static void send(Route route, Request request, ReplySink sink, int index) {
    Splitter splitter = request.splitter();
    if (splitter != null) {
      splitter.send(route, request, sink, index);
    } else {
      targetOf(route, request).send(request, sink, index);
    }
  }

  /** The first node on the request's way that is not a selector. */
  static Target targetOf(Route route, Request request) {
    Route node = route;
    while (node instanceof Selector selector) {
      node = selector.select(request);
    }
    return (Target) node;
  }
}
