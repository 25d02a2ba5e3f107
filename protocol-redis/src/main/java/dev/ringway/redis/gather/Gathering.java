package dev.ringway.redis.gather;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import dev.ringway.redis.table.RedisCommands;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way over several servers: fetches, makes the result, and answers with it or
 * writes it to its destination. It keeps nothing of the request's bytes but the keys.
 */
abstract class Gathering implements Fetch.Then {
  /** What a gathering needs beside its keys. */
  record Setting(RedisCommand command, int lane, int variant, GatherSplitter splitter) {
    boolean isResp3() {
      return Variant.isResp3(variant);
    }
  }

  private static final Fault ODD =
      new Fault(Failure.MALFORMED, "a server's reply to what is gathered is of a wrong type");

  private final Setting setting;
  private final @Nullable Placed destination;

  /**
   * @param destination where the result is written; null if it is the answer
   */
  Gathering(Setting setting, @Nullable Placed destination) {
    this.setting = setting;
    this.destination = destination;
  }

  /** Fetches, and goes on when all is there. */
  abstract void start(Allowance allowance, ReplySink answer, int index);

  final Setting setting() {
    return setting;
  }

  final @Nullable Placed destination() {
    return destination;
  }

  final Fetch fetch(Allowance allowance, int replies, ReplySink answer, int index) {
    answer.onDivided(replies);
    return new Fetch(allowance, replies, this, answer, index);
  }

  /** Sends a request about one key, or about several at the target of one. */
  final void send(String command, RespWriter bytes, Placed at, ReplySink sink, int index) {
    Request request = request(command, bytes, at);
    at.target().send(request.splitter(setting.splitter()), sink, index);
  }

  private Request request(String command, RespWriter bytes, Placed at) {
    Request request = new Request().of(RedisCommands.standard().named(command));
    request.frame().of(bytes.array(), 0, bytes.length());
    request.lane(setting.lane()).variant(setting.variant());
    return request.key(at.key(), 0, at.key().length);
  }

  /** Whether a block can be sent to the destination; answers the fault if not. */
  final boolean takesBlock(Placed to, ReplySink answer, int index) {
    if (to.target() instanceof Leaf) {
      return true;
    }
    String sentence =
        setting.command().title()
            + " writes to one server what it has gathered, and the route of its destination asks"
            + " several";
    answer.onFault(index, new Fault(Failure.UNSUPPORTED, sentence));
    return false;
  }

  /** Sends a block, which gets one reply, EXEC's. */
  final void send(Block block, Placed to, ReplySink sink) {
    Request request = request("exec", block.end(), to).earlierReplies(block.earlierReplies());
    to.target().send(request, sink, 0);
  }

  static void answer(RespWriter out, ReplySink answer, int index) {
    answer.onReply(index, out.reply());
  }

  static void answer(byte[] error, ReplySink answer, int index) {
    answer.onReply(index, new Reply().of(Reply.Kind.CLIENT_ERROR, error, 0, error.length));
  }

  static void answerOdd(ReplySink answer, int index) {
    answer.onFault(index, ODD);
  }
}
