package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.cache.CachedArguments.NotANumber;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Variant;
import org.jspecify.annotations.Nullable;

/**
 * A worker's way to a cache of strings in this process: answers at once what a Redis would answer,
 * and refuses by name what it has no part of.
 */
final class InternalLeaf implements Leaf {
  private final StringCache cache;
  private final StringCommands strings;
  private final LifeCommands lives;
  private final RestoreCommand restore;
  private final CachedArguments arguments = new CachedArguments();
  private @Nullable CacheReply idle;

  InternalLeaf(StringCache cache) {
    this.cache = cache;
    this.strings = new StringCommands(cache);
    this.lives = new LifeCommands(cache);
    this.restore = new RestoreCommand(cache);
  }

  @Override
  public String describe() {
    return "internal " + cache.name();
  }

  /** Who is answered may ask again before this returns: that answer is made elsewhere. */
  @Override
  public void send(Request request, ReplySink sink, int index) {
    RedisCommand command = (RedisCommand) request.command();
    if (Variant.database(request.variant()) != 0) {
      refuse("a cache inside the proxy has database 0 only", sink, index);
      return;
    }
    if (request.earlierReplies() > 0) {
      refuse("a cache inside the proxy runs no transactions", sink, index);
      return;
    }
    CacheReply reply = idle == null ? new CacheReply() : idle;
    idle = null;
    Kind kind = answer(command, arguments.of(request), reply);
    arguments.clear();
    if (kind == null) {
      reply.clear();
      refuse(command.title() + " is not served by a cache inside the proxy", sink, index);
    } else {
      reply.give(kind, sink, index);
    }
    idle = reply;
  }

  private @Nullable Kind answer(RedisCommand command, CachedArguments asked, CacheReply reply) {
    try {
      return switch (command.name()) {
        case "flushall", "flushdb" -> flush(asked, reply);
        case "restore" -> restore.answer(asked, reply);
        case "dbsize" -> RespReplies.integer(cache.numbers().entries(), reply);
        default -> {
          Kind kind = strings.answer(command, asked, reply);
          yield kind == null ? lives.answer(command, asked, reply) : kind;
        }
      };
    } catch (NotANumber e) {
      return RespReplies.error(ErrorReplies.NO_INTEGER, reply);
    }
  }

  private Kind flush(CachedArguments asked, CacheReply reply) {
    boolean plain = asked.count() == 1;
    if (!plain && (asked.count() > 2 || !(asked.is(1, "ASYNC") || asked.is(1, "SYNC")))) {
      return RespReplies.error(ErrorReplies.SYNTAX, reply);
    }
    cache.clear();
    return RespReplies.ok(reply);
  }

  private static void refuse(String sentence, ReplySink sink, int index) {
    sink.onFault(index, new Fault(Failure.UNSUPPORTED, sentence));
  }
}
