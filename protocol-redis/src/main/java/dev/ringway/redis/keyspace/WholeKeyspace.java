package dev.ringway.redis.keyspace;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.Glob;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.Union;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.scripts.KilledScript;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that concern every server of the route. */
public final class WholeKeyspace {
  private static final byte[] INVALID_CURSOR = ErrorReplies.error("ERR invalid cursor");
  private static final int NOBODY = 0;
  public static final Fault NO_SERVER =
      new Fault(Failure.NO_SERVER, "the route has no server for this command");

  private final Client client;
  private final ClientState state;
  private final int lane;

  public WholeKeyspace(Client client, ClientState state) {
    this.client = client;
    this.state = state;
    lane = (int) client.id();
  }

  public void send(RedisCommand command, Arguments arguments) {
    int from = command.union().isAside() ? NOBODY : lane;
    Request request = client.request().of(command).lane(from).variant(state.variant());
    request.frame().of(arguments.frame());
    List<Leaf> servers = Servers.of(client.root(), request);
    if (servers.isEmpty()) {
      client.fault(command, NO_SERVER);
    } else if (servers.size() == 1) {
      servers.getFirst().send(request, client.nextPlace(command, request.frame()), 0);
    } else if (command.union() == Union.WALK) {
      step(command, arguments, request, servers);
    } else {
      ReplySink place = client.nextPlace(command, request.frame());
      ReplySink replies =
          command.union() == Union.KILLED
              ? new KilledScript(place, servers.size())
              : new UnionReply(command.union(), place, servers);
      for (int i = 0; i < servers.size(); i++) {
        servers.get(i).send(request, replies, i);
      }
    }
  }

  /**
   * The one server that a command concerns: the only one of the route, or the one whose keys a
   * pattern can match, since it begins with a hash tag. Null if there are several.
   */
  public @Nullable Leaf onlyServer(RedisCommand command, Arguments arguments) {
    Request request = client.request().of(command).variant(state.variant());
    if (command.name().equals("keys")) {
      byte[] pattern = arguments.bytes(1);
      request.key(pattern, 0, Glob.literalLength(pattern));
    }
    List<Leaf> servers = Servers.of(client.root(), request);
    return servers.size() == 1 ? servers.getFirst() : null;
  }

  private void step(
      RedisCommand command, Arguments arguments, Request request, List<Leaf> servers) {
    String text = arguments.length(1) > 21 ? "x" : arguments.text(1);
    if (!Walk.isCursor(text)) {
      client.reply(command, INVALID_CURSOR);
      return;
    }
    ReplySink place = client.nextPlace(command, request.frame());
    new Walk(command, arguments, servers, lane, state.variant(), place).start(Walk.cursor(text));
  }
}
