package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;

/**
 * A node of the route tree, immutable and compiled for one worker; what changes lives in the worker
 * or in the request.
 */
public sealed interface Route permits Selector, Target {
  /** The node as configured, for example {@code pool cache}. */
  String describe();

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
