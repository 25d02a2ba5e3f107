package dev.ringway.redis.transaction;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;

/** Passes the reply of a leased connection on, and says when it has all come. */
abstract class LeasedReply implements ReplySink {
  private final ReplySink sink;

  /**
   * @param sink gets the reply, as index 0
   */
  LeasedReply(ReplySink sink) {
    this.sink = sink;
  }

  /** The whole reply has come; the sink gets it, or its last part, next. */
  abstract void onAnswered(Reply.Kind kind);

  /** There will be no reply; the sink hears of it next. */
  abstract void onFailed(Fault fault);

  static boolean isError(Reply.Kind kind) {
    return kind.ordinal() >= Reply.Kind.CLIENT_ERROR.ordinal();
  }

  @Override
  public void onReply(int index, Reply reply) {
    onAnswered(reply.kind());
    sink.onReply(0, reply);
  }

  @Override
  public void onFault(int index, Fault fault) {
    onFailed(fault);
    sink.onFault(0, fault);
  }

  @Override
  public boolean takesParts() {
    return sink.takesParts();
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    if (last) {
      onAnswered(kind);
    }
    sink.onPart(0, kind, part, last);
  }

  @Override
  public boolean isFull() {
    return sink.isFull();
  }

  @Override
  public void giveUp() {
    sink.giveUp();
  }
}
