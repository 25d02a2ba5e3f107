package dev.ringway.redis.split;

import dev.ringway.core.loop.Scratch;
import dev.ringway.core.message.Frame;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** The part of a request that one target gets: written anew each time, long values by reference. */
final class Fragment {
  private static final int KEPT_BYTES = 256 * 1024;

  private RespWriter head = new RespWriter(4096);
  private @Nullable CompositeByteBuf parts;

  /**
   * Writes the keys of one group, each with the {@code step - 1} arguments behind it, and the last
   * {@code behind} arguments, which are for all keys.
   */
  void write(Arguments arguments, KeyGroups groups, int group, int step, int behind) {
    RespWriter out = head.clear();
    Frame frame = arguments.frame();
    int nameLength = arguments.length(0);
    out.array(1 + groups.size(group) * step + behind).header('$', nameLength);
    out.frame(frame, arguments.start(0), nameLength);
    out.crLf();
    int key = groups.head(group);
    while (key >= 0) {
      int first = key;
      int last = key;
      key = groups.next(last);
      while (key == last + 1) {
        last = key;
        key = groups.next(last);
      }
      int from = arguments.headerStart(1 + first * step);
      add(frame, from, arguments.end(step + last * step) - from);
    }
    if (behind > 0) {
      int from = arguments.headerStart(arguments.count() - behind);
      add(frame, from, arguments.end(arguments.count() - 1) - from);
    }
  }

  /** Adds a span of the request: copied if it is short, else by reference. */
  private void add(Frame frame, int from, int length) {
    if (frame.isArray()) {
      head.raw(frame.array(), frame.arrayOffset() + from, length);
      return;
    }
    if (length < Scratch.BORDER_BYTES / 4) {
      head.frame(frame, from, length);
      return;
    }
    CompositeByteBuf composite = parts;
    if (composite == null) {
      composite = Unpooled.compositeBuffer(Integer.MAX_VALUE);
      parts = composite;
    }
    flush(composite);
    composite.addComponent(true, frame.slice(from, length));
  }

  private void flush(CompositeByteBuf composite) {
    if (head.length() > 0) {
      composite.addComponent(true, Unpooled.wrappedBuffer(head.toBytes()));
      head.clear();
    }
  }

  /** Makes a frame point to what was written. */
  void pointTo(Frame frame) {
    CompositeByteBuf composite = parts;
    if (composite == null) {
      frame.of(head.array(), 0, head.length());
    } else {
      flush(composite);
      frame.of((ByteBuf) composite);
    }
  }

  /** Ends what was written. */
  void release() {
    CompositeByteBuf composite = parts;
    if (composite != null) {
      parts = null;
      composite.release();
    }
    if (head.array().length > KEPT_BYTES) {
      head = new RespWriter(4096);
    }
  }
}
