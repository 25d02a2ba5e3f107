package dev.ringway.redis.gather;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Splitter;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.split.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Sends a command of several keys whole if they all reach one target; if they part, fetches what
 * they hold and makes the result here.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
final class GatherSplitter implements Splitter {
  private final GatherOptions options;
  private final GatherBudget budget;

  GatherSplitter(GatherOptions options, GatherBudget budget) {
    this.options = options;
    this.budget = budget;
  }

  @Override
  public void send(Route route, Request request, ReplySink sink, int index) {
    Workspace workspace = Workspace.take();
    Gathering gathering = null;
    try {
      List<Placed> keys = place(route, request, workspace);
      if (part(keys)) {
        gathering = gathering(request, workspace.arguments, keys);
      }
    } finally {
      workspace.give();
    }
    if (gathering == null) {
      Route.targetOf(route, request).send(request, sink, index);
    } else {
      Allowance allowance = new Allowance((RedisCommand) request.command(), options, budget);
      gathering.start(allowance, sink, index);
    }
  }

  /** Whether a request goes to one server as it is. */
  boolean staysWhole(Route route, Request request) {
    Workspace workspace = Workspace.take();
    try {
      List<Placed> keys = place(route, request, workspace);
      return !part(keys) && Route.targetOf(route, request) instanceof Leaf;
    } finally {
      workspace.give();
    }
  }

  private static List<Placed> place(Route route, Request request, Workspace workspace) {
    Arguments arguments = workspace.arguments.read(request.frame());
    KeyPositions positions = workspace.positions;
    for (KeySpec spec : ((RedisCommand) request.command()).keys()) {
      spec.find(arguments, positions);
    }
    List<Placed> keys = new ArrayList<>(positions.count());
    for (int i = 0; i < positions.count(); i++) {
      int at = positions.get(i);
      Request view = workspace.view(request, at);
      keys.add(new Placed(arguments.bytes(at), Route.targetOf(route, view)));
    }
    return keys;
  }

  private static boolean part(List<Placed> keys) {
    for (Placed key : keys) {
      if (key.target() != keys.getFirst().target()) {
        return true;
      }
    }
    return false;
  }

  /** What a request comes to; null if it is not as it should be: a server will refuse it. */
  private @Nullable Gathering gathering(Request request, Arguments arguments, List<Placed> keys) {
    RedisCommand command = (RedisCommand) request.command();
    Gathering.Setting setting =
        new Gathering.Setting(command, request.lane(), request.variant(), this);
    List<Placed> rest = keys.subList(1, keys.size());
    Placed first = keys.getFirst();
    return switch (command.name()) {
      case "sinter" -> set(setting, SetOperation.INTERSECTION, keys, null);
      case "sunion" -> set(setting, SetOperation.UNION, keys, null);
      case "sdiff" -> set(setting, SetOperation.DIFFERENCE, keys, null);
      case "sinterstore" -> set(setting, SetOperation.INTERSECTION, rest, first);
      case "sunionstore" -> set(setting, SetOperation.UNION, rest, first);
      case "sdiffstore" -> set(setting, SetOperation.DIFFERENCE, rest, first);
      case "sintercard" -> {
        long most = limit(arguments, 2 + keys.size());
        yield most < 0
            ? null
            : new SetGathering(setting, SetOperation.INTERSECTION, keys, null, most);
      }
      case "pfcount" -> new LogGathering(setting, keys, null);
      case "pfmerge" -> new LogGathering(setting, rest, first);
      case "bitop" -> {
        BitOperation operation = BitOperation.named(arguments.text(1).toUpperCase(Locale.ROOT));
        if (operation == null || (operation == BitOperation.NOT && rest.size() > 1)) {
          yield null;
        }
        yield new BitGathering(setting, operation, rest, first);
      }
      default -> throw new IllegalStateException(command + " is not gathered");
    };
  }

  private static Gathering set(
      Gathering.Setting setting,
      SetOperation operation,
      List<Placed> sources,
      @Nullable Placed destination) {
    return new SetGathering(setting, operation, sources, destination, SetGathering.NO_COUNT);
  }

  /** What SINTERCARD says behind its keys: 0 for no limit, negative if it is wrong. */
  private static long limit(Arguments arguments, int from) {
    if (arguments.count() == from) {
      return 0;
    }
    String number = arguments.count() == from + 2 ? arguments.text(from + 1) : "";
    boolean good = number.matches("[0-9]{1,18}") && arguments.is(from, "LIMIT");
    return good ? Long.parseLong(number) : -1;
  }
}
