package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A message as it came from a server, in RESP2, and as clients of RESP3 get it: the same but for
 * the first byte.
 */
final class Message {
  private static final int SHARED_BYTES = 4096;
  private static final int SHARERS = 16;

  private final Frame resp2 = new Frame();
  private final Frame resp3 = new Frame();
  private byte[] copy = new byte[256];
  private boolean made;
  private @Nullable ByteBuf shared;

  /**
   * Points to a frame; borrowed until {@link #end}. What is long and goes to many is copied once,
   * and all of them refer to it.
   */
  Message of(Frame frame, int subscribers) {
    made = false;
    if (frame.isArray() && frame.length() >= SHARED_BYTES && subscribers >= SHARERS) {
      ByteBuf all = Unpooled.directBuffer(frame.length());
      frame.copyTo(all);
      shared = all;
      resp2.of(all);
    } else {
      resp2.of(frame);
    }
    return this;
  }

  /** The frame for a subscriber; borrowed. */
  Frame to(Subscriber subscriber) {
    if (!subscriber.isResp3()) {
      return resp2;
    }
    if (!made) {
      made = true;
      int length = resp2.length();
      if (resp2.isArray()) {
        if (copy.length < length) {
          copy = new byte[length];
        }
        resp2.copyTo(0, length, copy, 0);
        copy[0] = '>';
        resp3.of(copy, 0, length);
      } else {
        ByteBuf first = Unpooled.directBuffer(1).writeByte('>');
        CompositeByteBuf all = Unpooled.compositeBuffer(2);
        all.addComponent(true, first).addComponent(true, resp2.slice(1, length - 1));
        resp3.of(all);
      }
    }
    return resp3;
  }

  /** Lets go of what it pointed to. */
  void end() {
    if (made && !resp2.isArray()) {
      resp3.release();
    }
    ByteBuf all = shared;
    if (all != null) {
      shared = null;
      all.release();
    }
  }
}
