package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request sent to one child: a reply or a fault, ordered by how bad it is. Holds a
 * copy of the reply; end it with {@link #release}.
 */
final class Outcome {
  /** How bad a hit is, and so on; a fault is worse than any reply. */
  static final int HIT = Reply.Kind.HIT.ordinal();

  static final int MISS = Reply.Kind.MISS.ordinal();
  static final int FAULT = Reply.Kind.values().length;

  /** Nothing has come. */
  static final Outcome NONE = new Outcome(null, null, FAULT);

  private final @Nullable Reply reply;
  private final @Nullable Fault fault;
  private final int badness;

  private Outcome(@Nullable Reply reply, @Nullable Fault fault, int badness) {
    this.reply = reply;
    this.fault = fault;
    this.badness = badness;
  }

  /** Copies a reply. */
  static Outcome of(Command command, Reply borrowed) {
    return new Outcome(borrowed.keep(), null, badness(command, borrowed));
  }

  static Outcome of(Fault fault) {
    return new Outcome(null, fault, FAULT);
  }

  /** How bad it is: 0 for a hit, more for a miss, a refusal, a server's error, a fault. */
  int badness() {
    return badness;
  }

  static int badness(Command command, Reply reply) {
    return command.rank(reply).ordinal();
  }

  boolean isReply() {
    return reply != null;
  }

  boolean isError() {
    return badness >= Reply.Kind.CLIENT_ERROR.ordinal();
  }

  /** Gives it to the one who asked, and ends. */
  void deliver(ReplySink sink, int index) {
    Reply answer = reply;
    Fault failure = fault;
    if (answer != null) {
      sink.onReply(index, answer);
      answer.release();
    } else if (failure != null) {
      sink.onFault(index, failure);
    }
  }

  void release() {
    if (reply != null) {
      reply.release();
    }
  }
}
