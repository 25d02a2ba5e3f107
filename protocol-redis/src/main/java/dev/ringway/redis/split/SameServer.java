package dev.ringway.redis.split;

import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.route.Splitter;
import dev.ringway.core.route.Target;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import java.nio.charset.StandardCharsets;

/**
 * Sends a command of several keys whole, if they all reach one target; refuses it in Redis's words
 * if they do not.
 */
@SuppressWarnings("ReferenceEquality") // a target is one node of the tree
public final class SameServer implements Splitter {
  public static final byte[] CROSS_SLOT =
      "-CROSSSLOT Keys in request don't hash to the same slot\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Override
  public void send(Route route, Request request, ReplySink sink, int index) {
    Workspace workspace = Workspace.take();
    try {
      workspace.arguments.read(request.frame());
      KeyPositions keys = workspace.positions;
      RedisCommand command = (RedisCommand) request.command();
      for (KeySpec spec : command.keys()) {
        spec.find(workspace.arguments, keys);
      }
      Target target = targetOfAll(route, request, workspace, keys);
      if (target == null) {
        sink.onReply(
            index, new Reply().of(Reply.Kind.CLIENT_ERROR, CROSS_SLOT, 0, CROSS_SLOT.length));
        return;
      }
      target.send(request, sink, index);
    } finally {
      workspace.give();
    }
  }

  private static @org.jspecify.annotations.Nullable Target targetOfAll(
      Route route, Request request, Workspace workspace, KeyPositions keys) {
    Target target = Route.targetOf(route, request);
    for (int i = 0; i < keys.count(); i++) {
      if (Route.targetOf(route, workspace.view(request, keys.get(i))) != target) {
        return null;
      }
    }
    return target;
  }
}
