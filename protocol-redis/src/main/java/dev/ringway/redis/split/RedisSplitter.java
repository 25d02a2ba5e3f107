package dev.ringway.redis.split;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Splitter;
import dev.ringway.core.route.Target;
import dev.ringway.redis.command.CommandRow;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.Variant;
import org.jspecify.annotations.Nullable;

/**
 * Divides MGET, MSET, DEL, UNLINK, TOUCH, EXISTS and what is configured like them: the keys that
 * reach one target go there in one fragment, and the replies become one.
 *
 * <p>It keeps nothing of a request: the positions of the keys are read from the frame again, so
 * that it serves every request, kept copies and fragments alike. A fragment carries a splitter too,
 * so that it is divided again below a fan-out. Fragments below a fan-out never hide a failure: only
 * the topmost division answers a failed server's keys as misses, where that is asked for.
 */
public final class RedisSplitter implements Splitter {
  private final Merge merge;
  private final int step;
  private final int behind;
  private final boolean missesForFailures;
  private final @Nullable RedisSplitter lenient;

  private RedisSplitter(
      Merge merge, KeySpec keys, boolean missesForFailures, @Nullable RedisSplitter lenient) {
    this.merge = merge;
    this.step = keys.step();
    this.behind = keys.behind();
    this.missesForFailures = missesForFailures;
    this.lenient = lenient;
  }

  /** The splitter of a row of the command table, or null if it has no need of one. */
  public static @Nullable Splitter of(CommandRow row) {
    return switch (row.service()) {
      case SPLIT -> {
        Merge merge = Merge.named(row.reason());
        KeySpec keys = row.keys().getFirst();
        yield new RedisSplitter(
            merge,
            keys,
            false,
            merge == Merge.VALUES ? new RedisSplitter(merge, keys, true, null) : null);
      }
      case ROUTED ->
          row.keys().size() == 1 && row.keys().getFirst().isOneFixedKey() ? null : new SameServer();
      default -> null;
    };
  }

  /** How many arguments with the name a request of one key has. */
  public int leastArguments() {
    return 1 + step + behind;
  }

  /** Whether so many arguments with the name are some keys and what belongs to each. */
  public boolean divides(int arguments) {
    return arguments >= leastArguments() && (arguments - leastArguments()) % step == 0;
  }

  /** The splitter that answers a failed server's keys as misses, if the command reads. */
  public RedisSplitter lenient() {
    return lenient == null ? this : lenient;
  }

  @Override
  public void send(Route route, Request request, ReplySink sink, int index) {
    Workspace workspace = Workspace.take();
    try {
      send(route, request, sink, index, workspace);
    } finally {
      workspace.give();
    }
  }

  private void send(Route route, Request request, ReplySink sink, int index, Workspace workspace) {
    Arguments arguments = workspace.arguments.read(request.frame());
    Command command = request.command();
    KeyGroups groups = workspace.groups;
    groups.divide(route, request, arguments, step, behind, workspace);
    Splitter below = missesForFailures ? strict(command) : this;
    if (groups.count() == 1) {
      Request whole = workspace.view(request, 1);
      whole.splitter(below).frame().of(request.frame());
      groups.target(0).send(whole, sink, index);
      return;
    }
    Gather gather = workspace.pool().takeGather();
    sink.onDivided(groups.count());
    gather.begin(merge, missesForFailures, groups, Variant.isResp3(request.variant()), sink, index);
    for (int group = 0; group < groups.count(); group++) {
      Fragment fragment = workspace.fragment;
      fragment.write(arguments, groups, group, step, behind);
      Request part = workspace.view(request, 1 + groups.head(group) * step);
      part.splitter(groups.size(group) == 1 ? null : below);
      fragment.pointTo(part.frame());
      Target target = groups.target(group);
      target.send(part, gather, group);
      fragment.release();
    }
  }

  private static @Nullable Splitter strict(Command command) {
    return ((RedisCommand) command).splitter();
  }
}
