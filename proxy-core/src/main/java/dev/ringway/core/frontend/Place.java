package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A client's place in line: one request whose reply is written when everything before it has been.
 *
 * <p>At the head of the line a reply goes straight to the client's output. Elsewhere it is held
 * here: a short one in an array that is used again, a long one by reference. Without a client (it
 * has gone) replies are dropped.
 */
final class Place implements ReplySink {
  private static final int REUSED_BYTES = 512;
  private static final byte[] NOTHING = new byte[0];

  @Nullable ClientConnection client;
  @Nullable Command command;
  @Nullable Place next;
  long takenNanos;
  private boolean done;
  private boolean begun;
  private byte[] held = NOTHING;
  private int heldLength;
  private @Nullable ArrayDeque<ByteBuf> parts;

  Place of(ClientConnection owner, Command row, long nanos) {
    client = owner;
    command = row;
    takenNanos = nanos;
    done = false;
    begun = false;
    heldLength = 0;
    next = null;
    return this;
  }

  /** Whether the whole reply is there. */
  boolean isDone() {
    return done;
  }

  /** Whether part of a reply has gone to the client already. */
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
    ClientConnection owner = client;
    if (owner != null) {
      owner.onReply(this, reply.frame());
    }
  }

  @Override
  public void onFault(int index, Fault fault) {
    done = true;
    ClientConnection owner = client;
    if (owner != null) {
      owner.onFault(this, fault);
    }
  }

  @Override
  public void onPart(int index, Reply.Kind kind, ByteBuf part, boolean last) {
    done = last;
    ClientConnection owner = client;
    if (owner == null) {
      part.release();
    } else {
      begun = true;
      owner.onPart(this, part);
    }
  }

  /** Keeps a reply until its turn; borrows the frame. */
  void hold(Frame frame) {
    int length = frame.length();
    if (length > REUSED_BYTES || !frame.isArray()) {
      Frame kept = frame.keep();
      held = kept.isArray() ? kept.array() : NOTHING;
      heldLength = held.length;
      if (!kept.isArray()) {
        hold(kept.handOver());
      }
      return;
    }
    if (held.length < length) {
      held = new byte[REUSED_BYTES];
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

  /** Writes what is held; the place is now at the head of the line. */
  void writeHeld(OutBuffer out) {
    if (heldLength > 0) {
      out.write(held, 0, heldLength);
      heldLength = 0;
    }
    ArrayDeque<ByteBuf> waiting = parts;
    if (waiting != null) {
      for (ByteBuf part = waiting.poll(); part != null; part = waiting.poll()) {
        out.append(part);
      }
      parts = null;
    }
  }

  /** Forgets the client and what is held. */
  void abandon() {
    client = null;
    next = null;
    heldLength = 0;
    if (held.length > REUSED_BYTES) {
      held = NOTHING;
    }
    ArrayDeque<ByteBuf> waiting = parts;
    if (waiting != null) {
      waiting.forEach(ByteBuf::release);
      parts = null;
    }
  }
}
