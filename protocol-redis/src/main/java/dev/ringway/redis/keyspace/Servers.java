package dev.ringway.redis.keyspace;

import dev.ringway.core.message.Command;
import dev.ringway.core.route.CommandSelector;
import dev.ringway.core.route.FanOut;
import dev.ringway.core.route.FaultLeaf;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.NullLeaf;
import dev.ringway.core.route.PoolSelector;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers that a command about the whole keyspace concerns, in the order of configuration.
 *
 * <p>Where a route keeps copies of the same keys, a command that reads asks the first copy only, so
 * that no key counts twice; any other goes to all copies.
 */
public final class Servers {
  private Servers() {}

  /**
   * Each server once; empty if the route has none for this command.
   *
   * @param request whose key, if it has one, is what all keys concerned begin with
   */
  public static List<Leaf> of(Route root, Request request) {
    return find(root, request, request.command().effect() == Command.Effect.READ);
  }

  /** Of copies of the same keys the first, whatever the command. */
  public static List<Leaf> firstCopies(Route root, Request request) {
    return find(root, request, true);
  }

  private static List<Leaf> find(Route root, Request request, boolean oneCopy) {
    Set<Leaf> found = new LinkedHashSet<>();
    collect(root, request, oneCopy, found);
    return new ArrayList<>(found);
  }

  private static void collect(Route route, Request request, boolean oneCopy, Set<Leaf> found) {
    switch (route) {
      case FaultLeaf _, NullLeaf _ -> {
        // Holds no keys.
      }
      case Leaf leaf -> found.add(leaf);
      case PoolSelector pool when pool.keepsTogether(request) ->
          collect(pool.select(request), request, oneCopy, found);
      case CommandSelector byCommand -> collect(byCommand.select(request), request, oneCopy, found);
      default -> {
        boolean copies = route instanceof FanOut;
        for (Route child : route.children()) {
          collect(child, request, oneCopy, found);
          if (copies && oneCopy) {
            break;
          }
        }
      }
    }
  }
}
