package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.SlowLog;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A client's place in line: one request whose reply is written when everything before it has been.
 *
 * <p>A reply that comes before its turn is held here: a short one in an array that is used again, a
 * long one by reference. Without a line (the client has gone) replies are dropped.
 */
final class Place implements ReplySink {
  private static final int REUSED_BYTES = 512;
  private static final byte[] NOTHING = new byte[0];

  private @Nullable ReplyLine line;
  private @Nullable Command command;
  private long takenNanos;
  private boolean done;
  private boolean begun;
  private byte[] held = NOTHING;
  private int heldLength;
  private byte[] head = NOTHING;
  private int headLength;
  private int requestBytes;
  private @Nullable ArrayDeque<ByteBuf> parts;
  @Nullable Place next;

  Place of(ReplyLine owner, Command row, long nanos) {
    line = owner;
    command = row;
    takenNanos = nanos;
    done = false;
    begun = false;
    heldLength = 0;
    requestBytes = 0;
    headLength = 0;
    next = null;
    return this;
  }

  /** Notes the request, in case it turns out to be slow. */
  void remember(int bytes) {
    requestBytes = bytes;
  }

  /** Copies the beginning of the request, too. */
  void rememberHead(Frame request) {
    if (head.length == 0) {
      head = new byte[SlowLog.HEAD_BYTES];
    }
    headLength = Math.min(request.length(), SlowLog.HEAD_BYTES);
    request.copyTo(0, headLength, head, 0);
  }

  /** A copy of what is remembered of the request's bytes; empty if nothing is. */
  byte[] head() {
    return Arrays.copyOf(head, headLength);
  }

  /** How long the request was; 0 if nothing of it is remembered. */
  int requestBytes() {
    return requestBytes;
  }

  Command command() {
    Command row = command;
    if (row == null) {
      throw new IllegalStateException("a place that nobody took");
    }
    return row;
  }

  long takenNanos() {
    return takenNanos;
  }

  /** Whether the whole reply is there. */
  boolean isDone() {
    return done;
  }

  /** Whether a part of the reply has come. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public void onReply(int index, Reply reply) {
    done = true;
    ReplyLine owner = line;
    if (owner != null) {
      owner.onReply(this, reply.frame());
    }
  }

  @Override
  public void onDivided(int fragments) {
    ReplyLine owner = line;
    if (owner != null) {
      owner.onDivided(fragments);
    }
  }

  @Override
  public void onFault(int index, Fault fault) {
    done = true;
    ReplyLine owner = line;
    if (owner != null) {
      owner.onFault(this, fault);
    }
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    done = last;
    begun = true;
    ReplyLine owner = line;
    if (owner == null) {
      part.release();
    } else {
      owner.onPart(this, part);
    }
  }

  @Override
  public boolean isFull() {
    ReplyLine owner = line;
    return owner != null && owner.isFull();
  }

  @Override
  public void giveUp() {
    ReplyLine owner = line;
    if (owner != null) {
      owner.giveUp();
    }
  }

  /** Keeps a reply until its turn; borrows the frame. */
  void hold(Frame frame) {
    int length = frame.length();
    if (!frame.isArray()) {
      hold(frame.keep().handOver());
      return;
    }
    if (held.length < length) {
      held = new byte[Math.max(length, REUSED_BYTES)];
    }
    frame.copyTo(0, length, held, 0);
    heldLength = length;
  }

  /** Keeps a part of a reply until its turn; the part is handed over. */
  void hold(ByteBuf part) {
    ArrayDeque<ByteBuf> waiting = parts;
    if (waiting == null) {
      waiting = new ArrayDeque<>();
      parts = waiting;
    }
    waiting.add(part);
  }

  /**
   * Writes what is held: the place's turn has come.
   *
   * @return how many bytes were held
   */
  long writeHeld(OutBuffer out) {
    long bytes = heldLength;
    if (heldLength > 0) {
      out.write(held, 0, heldLength);
      heldLength = 0;
    }
    ArrayDeque<ByteBuf> waiting = parts;
    if (waiting != null) {
      parts = null;
      for (ByteBuf part = waiting.poll(); part != null; part = waiting.poll()) {
        bytes += part.readableBytes();
        out.append(part);
      }
    }
    return bytes;
  }

  /** Forgets its line and what is held. */
  void abandon() {
    line = null;
    command = null;
    next = null;
    heldLength = 0;
    if (held.length > REUSED_BYTES) {
      held = NOTHING;
    }
    ArrayDeque<ByteBuf> waiting = parts;
    if (waiting != null) {
      parts = null;
      waiting.forEach(ByteBuf::release);
    }
  }
}
