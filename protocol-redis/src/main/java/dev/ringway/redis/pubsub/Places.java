package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Command;
import dev.ringway.core.route.CommandSelector;
import dev.ringway.core.route.FanOut;
import dev.ringway.core.route.FaultLeaf;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.NullLeaf;
import dev.ringway.core.route.RateLimitSelector;
import dev.ringway.core.route.ReplicationGuard;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Selector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The servers of a channel: as of a key with the channel's name. Where a route asks several, each
 * message must be published at one place only, and that is the first.
 */
public final class Places {
  private Places() {}

  /** Where messages to this request's key are published; a rate on the way counts. */
  public static Leaf ofPublished(Route root, Request request) {
    return walk(root, request, true);
  }

  /** Every server on which messages may be published, whatever the channel. */
  public static List<Leaf> all(Route root, Request request) {
    Set<Leaf> found = new LinkedHashSet<>();
    collect(root, request, found);
    return new ArrayList<>(found);
  }

  /** The servers that must be asked to tell of something; none where nothing can be published. */
  static List<Leaf> of(Route root, Command publish, Kind kind, Name name) {
    byte[] bytes = name.bytes();
    Request request = new Request().of(publish).key(bytes, 0, bytes.length);
    if (kind == Kind.PATTERN || (kind == Kind.CHANNEL && name.isOfEveryServer())) {
      return all(root, request);
    }
    return List.of(walk(root, request, false));
  }

  private static Leaf walk(Route root, Request request, boolean sends) {
    Route node = root;
    while (!(node instanceof Leaf)) {
      node =
          switch (node) {
            case ReplicationGuard guard -> guard.children().getFirst();
            case RateLimitSelector limit when !sends -> limit.children().getFirst();
            case Selector selector -> selector.select(request);
            default -> node.children().getFirst();
          };
    }
    return (Leaf) node;
  }

  private static void collect(Route route, Request request, Set<Leaf> found) {
    switch (route) {
      case FaultLeaf _, NullLeaf _ -> {
        // Nothing is published there.
      }
      case Leaf leaf -> found.add(leaf);
      case CommandSelector command -> collect(command.select(request), request, found);
      case FanOut fanOut -> collect(fanOut.children().getFirst(), request, found);
      default -> route.children().forEach(child -> collect(child, request, found));
    }
  }
}
