package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;

/** Takes replies that nobody waits for. */
public enum Dropping implements ReplySink {
  SINK;

  @Override
  public void onReply(int index, Reply reply) {}

  @Override
  public void onFault(int index, Fault fault) {}

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    part.release();
  }
}
