package dev.ringway.memcache;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.memcache.text.Answers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A place in line whose reply may have to be kept from the client: noreply, or the q flag of meta
 * commands. The server is asked without either, so that every request has its reply and nothing can
 * get out of step; what memcached would not have said is dropped here, in order.
 */
final class QuietPlace implements ReplySink {
  /** What memcached does not say. */
  enum Silence {
    /** Nothing at all, not even errors: noreply. */
    EVERYTHING,
    /** EN: {@code mg … q}. */
    MISS,
    /** HD and VA: {@code ms … q}, {@code md … q}, {@code ma … q}. */
    SUCCESS
  }

  private static final Reply NOTHING = new Reply().of(Kind.HIT, Answers.NOTHING, 0, 0);

  private final MemcacheSession owner;
  private @Nullable ReplySink place;
  private Silence silence = Silence.EVERYTHING;

  /** The next idle one in its session's stack. */
  @Nullable QuietPlace next;

  QuietPlace(MemcacheSession owner) {
    this.owner = owner;
  }

  QuietPlace of(ReplySink client, Silence rule) {
    place = client;
    silence = rule;
    return this;
  }

  @Override
  public void onReply(int index, Reply reply) {
    end().onReply(0, isSilent(reply.frame()) ? NOTHING : reply);
  }

  @Override
  public void onFault(int index, Fault fault) {
    if (silence == Silence.EVERYTHING) {
      end().onReply(0, NOTHING);
    } else {
      end().onFault(0, fault);
    }
  }

  @Override
  public boolean takesParts() {
    return silence == Silence.MISS && current().takesParts();
  }

  @Override
  public boolean isFull() {
    return current().isFull();
  }

  @Override
  public void giveUp() {
    current().giveUp();
  }

  @Override
  public void onPart(int index, Kind kind, ByteBuf part, boolean last) {
    (last ? end() : current()).onPart(0, kind, part, last);
  }

  private boolean isSilent(Frame reply) {
    return switch (silence) {
      case EVERYTHING -> true;
      case MISS -> begins(reply, 'E', 'N');
      case SUCCESS -> begins(reply, 'H', 'D') || begins(reply, 'V', 'A');
    };
  }

  private static boolean begins(Frame reply, char first, char second) {
    return reply.length() > 3
        && reply.byteAt(0) == first
        && reply.byteAt(1) == second
        && reply.byteAt(2) <= ' ';
  }

  private ReplySink current() {
    ReplySink sink = place;
    if (sink == null) {
      throw new IllegalStateException("answered twice");
    }
    return sink;
  }

  /** The place, which this object lets go: it may be used for another request from here on. */
  private ReplySink end() {
    ReplySink sink = current();
    place = null;
    owner.giveBack(this);
    return sink;
  }
}
