package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request sent to one child: a reply or a fault, ordered by how bad it is. Holds a
 * copy of the reply; end it with {@link #release}.
 */
final class Outcome {
  private static final int WORSE_THAN_ANY_REPLY = Reply.Kind.values().length;

  /** Nothing has come. */
  static final Outcome NONE = new Outcome(null, null);

  private final @Nullable Reply reply;
  private final @Nullable Fault fault;

  private Outcome(@Nullable Reply reply, @Nullable Fault fault) {
    this.reply = reply;
    this.fault = fault;
  }

  /** Copies a reply. */
  static Outcome of(Reply borrowed) {
    return new Outcome(borrowed.keep(), null);
  }

  static Outcome of(Fault fault) {
    return new Outcome(null, fault);
  }

  /** How bad it is: 0 for a hit, more for a miss, a refusal, a server's error, a fault. */
  int badness() {
    return badness(reply);
  }

  static int badness(@Nullable Reply reply) {
    return reply == null ? WORSE_THAN_ANY_REPLY : reply.kind().ordinal();
  }

  boolean isReply() {
    return reply != null;
  }

  boolean isError() {
    return reply == null || reply.isError();
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
