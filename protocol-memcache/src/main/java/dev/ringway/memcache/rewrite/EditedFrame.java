package dev.ringway.memcache.rewrite;

import dev.ringway.core.message.Frame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A frame written again with some of its bytes replaced, from front to back. What stays of a long
 * one is shared, not copied.
 */
final class EditedFrame {
  private static final byte[] NOTHING = new byte[0];

  private final Frame source;
  private byte[] bytes = NOTHING;
  private int length;
  private @Nullable CompositeByteBuf parts;
  private int taken;
  private boolean edited;

  /**
   * @param source borrowed until {@link #end}
   */
  EditedFrame(Frame source) {
    this.source = source;
  }

  /** Puts other bytes in the place of {@code [from, to)}, which lies behind what was replaced. */
  EditedFrame replace(int from, int to, byte[] with) {
    edited = true;
    takeUntil(from);
    if (with.length > 0) {
      add(with);
    }
    taken = to;
    return this;
  }

  /** Whether anything was replaced. */
  boolean isEdited() {
    return edited;
  }

  /** The new frame, which owns its bytes: the caller releases it. */
  Frame end() {
    takeUntil(source.length());
    ByteBuf whole = parts;
    return whole == null ? new Frame().of(bytes, 0, length) : new Frame().of(whole);
  }

  /** Ends without a frame. */
  void release() {
    if (parts != null) {
      parts.release();
    }
  }

  private void takeUntil(int end) {
    int count = end - taken;
    if (count == 0) {
      return;
    }
    if (source.isArray()) {
      int at = grow(count);
      source.copyTo(taken, count, bytes, at);
    } else {
      parts().addComponent(true, source.slice(taken, count));
    }
    taken = end;
  }

  private void add(byte[] more) {
    if (source.isArray()) {
      int at = grow(more.length);
      System.arraycopy(more, 0, bytes, at, more.length);
    } else {
      parts().addComponent(true, Unpooled.wrappedBuffer(more));
    }
  }

  /** Makes room, and says where it begins. */
  private int grow(int count) {
    int at = length;
    length += count;
    if (bytes.length < length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + source.length() - taken));
    }
    return at;
  }

  private CompositeByteBuf parts() {
    CompositeByteBuf composite = parts;
    if (composite == null) {
      composite = Unpooled.compositeBuffer(Integer.MAX_VALUE);
      parts = composite;
    }
    return composite;
  }
}
