package dev.ringway.redis.clients;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.WholeNumber;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The subcommands of CLIENT about how a client is served and whom it shares a listener with. */
public final class ClientCommands {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOT_TRACKING =
      ErrorReplies.error(
          "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or"
              + " OPTOUT mode enabled");
  private static final Fault NO_TRACKING =
      new Fault(
          Failure.UNSUPPORTED,
          "CLIENT TRACKING ON is refused: servers tell of changed keys on connections that clients"
              + " share here, so a client could keep a value that it got after the news");

  private final ListedClient client;
  private final OtherClients others;

  public ClientCommands(ListedClient client) {
    this.client = client;
    others = new OtherClients(client);
  }

  public void answer(RedisCommand command, Arguments arguments) {
    switch (command.word()) {
      case "info" -> reply(command, out().verbatim(ClientLine.of(client) + "\n"));
      case "list" -> others.list(command, arguments);
      case "kill" -> others.kill(command, arguments);
      case "pause" -> others.pause(command, arguments);
      case "unpause" -> others.unpause(command);
      case "unblock" -> others.unblock(command, arguments);
      case "reply" -> replyMode(command, arguments);
      case "tracking" -> tracking(command, arguments);
      case "trackinginfo" -> reply(command, trackingInfo());
      case "getredir" -> reply(command, out().integer(-1));
      case "caching" -> client.reply(command, NOT_TRACKING);
      case "no-evict" -> onOff(command, arguments, client::noEvict);
      default -> onOff(command, arguments, client::noTouch);
    }
  }

  private RespWriter out() {
    return new RespWriter().resp3(client.state().isResp3());
  }

  private void reply(RedisCommand command, RespWriter out) {
    client.reply(command, out.toBytes());
  }

  private void replyMode(RedisCommand command, Arguments arguments) {
    if (arguments.is(2, "ON")) {
      client.use(ReplyMode.ON);
      client.reply(command, OK);
    } else if (arguments.is(2, "OFF")) {
      client.use(ReplyMode.OFF);
    } else if (arguments.is(2, "SKIP")) {
      client.use(client.mode().skip());
    } else {
      client.reply(command, ErrorReplies.SYNTAX);
    }
  }

  private void onOff(RedisCommand command, Arguments arguments, Consumer<Boolean> set) {
    boolean on = arguments.is(2, "ON");
    if (on || arguments.is(2, "OFF")) {
      set.accept(on);
      client.reply(command, OK);
    } else {
      client.reply(command, ErrorReplies.SYNTAX);
    }
  }

  private void tracking(RedisCommand command, Arguments arguments) {
    byte[] error = trackingError(arguments);
    if (error != null) {
      client.reply(command, error);
    } else if (arguments.is(2, "ON")) {
      client.fault(command, NO_TRACKING);
    } else {
      client.reply(command, arguments.is(2, "OFF") ? OK : ErrorReplies.SYNTAX);
    }
  }

  private static byte @Nullable [] trackingError(Arguments arguments) {
    int at = 3;
    while (at < arguments.count()) {
      boolean more = at + 1 < arguments.count();
      if (more && arguments.is(at, "REDIRECT")) {
        if (WholeNumber.of(arguments.text(at + 1)) == null) {
          return ErrorReplies.NO_INTEGER;
        }
        at += 2;
      } else if (more && arguments.is(at, "PREFIX")) {
        at += 2;
      } else if (arguments.is(at, "BCAST")
          || arguments.is(at, "OPTIN")
          || arguments.is(at, "OPTOUT")
          || arguments.is(at, "NOLOOP")) {
        at++;
      } else {
        return ErrorReplies.SYNTAX;
      }
    }
    return null;
  }

  private RespWriter trackingInfo() {
    RespWriter out = out().map(3).bulk("flags").set(1).bulk("off");
    return out.bulk("redirect").integer(-1).bulk("prefixes").array(0);
  }
}
