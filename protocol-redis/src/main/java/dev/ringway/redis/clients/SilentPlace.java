package dev.ringway.redis.clients;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;

/** The place in line of a request whose client wants no reply: it is answered with no bytes. */
final class SilentPlace implements ReplySink {
  private static final byte[] NOTHING = new byte[0];

  private final ReplySink place;

  SilentPlace(ReplySink place) {
    this.place = place;
  }

  ReplySink place() {
    return place;
  }

  private void answer() {
    place.onReply(0, new Reply().of(Reply.Kind.HIT, NOTHING, 0, 0));
  }

  @Override
  public void onReply(int index, Reply reply) {
    answer();
  }

  @Override
  public void onFault(int index, Fault fault) {
    answer();
  }

  @Override
  public void onDivided(int fragments) {
    place.onDivided(fragments);
  }

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    part.release();
    if (last) {
      answer();
    }
  }

  @Override
  public void giveUp() {
    place.giveUp();
  }
}
