package dev.ringway.core.message;

import dev.ringway.core.loop.OutBuffer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one whole frame: a span of an array for a short one, a buffer for a long one.
 *
 * <p>A frame is a view, filled again and again. It <em>borrows</em> what it points to; {@link
 * #keep} makes one that owns its bytes, to be ended by {@link #release}.
 */
public final class Frame {
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int offset;
  private int length;
  private @Nullable ByteBuf buffer;

  /** Points to a span of an array; borrowed. */
  public Frame of(byte[] array, int from, int count) {
    bytes = array;
    offset = from;
    length = count;
    buffer = null;
    return this;
  }

  /** Points to all of an array; borrowed. */
  public Frame of(byte[] array) {
    return of(array, 0, array.length);
  }

  /** Points to a buffer's readable bytes; borrowed. */
  public Frame of(ByteBuf readable) {
    bytes = NOTHING;
    offset = 0;
    length = readable.readableBytes();
    buffer = readable;
    return this;
  }

  /** Points to what another frame points to. */
  public Frame of(Frame other) {
    bytes = other.bytes;
    offset = other.offset;
    length = other.length;
    buffer = other.buffer;
    return this;
  }

  /** Points to what another frame points to, without its first {@code skipped} bytes. */
  public Frame of(Frame other, int skipped) {
    of(other);
    offset += skipped;
    length -= skipped;
    ByteBuf large = buffer;
    if (large != null) {
      offset = 0;
      buffer = large.slice(large.readerIndex() + skipped, length);
    }
    return this;
  }

  /**
   * Overwrites {@code count} bytes from {@code index} in place: only for who owns the bytes, such
   * as the session that a client's request was given to.
   */
  public void fill(int index, int count, byte value) {
    ByteBuf large = buffer;
    if (large == null) {
      Arrays.fill(bytes, offset + index, offset + index + count, value);
      return;
    }
    for (int i = 0; i < count; i++) {
      large.setByte(large.readerIndex() + index + i, value);
    }
  }

  /** Length in bytes. */
  public int length() {
    return length;
  }

  /** Whether the bytes lie in an array ({@link #array}, {@link #arrayOffset}). */
  public boolean isArray() {
    return buffer == null;
  }

  /** The array that a short frame lies in. */
  public byte[] array() {
    return bytes;
  }

  /** Where a short frame begins in its array. */
  public int arrayOffset() {
    return offset;
  }

  /** How many hold the buffer of a long frame now; 0 for a short one, which is copied. */
  public int holders() {
    ByteBuf large = buffer;
    return large == null ? 0 : large.refCnt();
  }

  /** The byte at {@code index} of the frame. */
  public byte byteAt(int index) {
    ByteBuf large = buffer;
    return large == null ? bytes[offset + index] : large.getByte(large.readerIndex() + index);
  }

  /** Copies {@code count} bytes from {@code index} of the frame. */
  public void copyTo(int index, int count, byte[] target, int at) {
    ByteBuf large = buffer;
    if (large == null) {
      System.arraycopy(bytes, offset + index, target, at, count);
    } else {
      large.getBytes(large.readerIndex() + index, target, at, count);
    }
  }

  /** Copies the whole frame to the end of a buffer. */
  public void copyTo(ByteBuf target) {
    ByteBuf large = buffer;
    if (large == null) {
      target.writeBytes(bytes, offset, length);
    } else {
      target.writeBytes(large, large.readerIndex(), length);
    }
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    byte[] copy = new byte[length];
    copyTo(0, length, copy, 0);
    return copy;
  }

  /** Appends the whole frame to an output; large ones by reference. */
  public void writeTo(OutBuffer out) {
    writeTo(out, 0, length);
  }

  /** Appends {@code count} bytes from {@code index} to an output; large spans by reference. */
  public void writeTo(OutBuffer out, int index, int count) {
    ByteBuf large = buffer;
    if (large == null) {
      out.write(bytes, offset + index, count);
    } else if (count < 4096) {
      out.write(large, large.readerIndex() + index, count);
    } else {
      out.append(large.retainedSlice(large.readerIndex() + index, count));
    }
  }

  /**
   * {@code count} bytes from {@code index} as a buffer that is handed over: copied from a short
   * frame, by reference from a long one.
   */
  public ByteBuf slice(int index, int count) {
    ByteBuf large = buffer;
    return large == null
        ? Unpooled.copiedBuffer(bytes, offset + index, count)
        : large.retainedSlice(large.readerIndex() + index, count);
  }

  /** A frame with the same bytes that it owns: copied if short, retained if long. */
  public Frame keep() {
    ByteBuf large = buffer;
    return large == null ? new Frame().of(toBytes()) : new Frame().of(large.retainedSlice());
  }

  /** Hands over the buffer of a long frame made by {@link #keep}, which is then empty. */
  public ByteBuf handOver() {
    ByteBuf large = buffer;
    if (large == null) {
      throw new IllegalStateException("a short frame has no buffer");
    }
    buffer = null;
    length = 0;
    return large;
  }

  /** Ends a frame made by {@link #keep}. */
  public void release() {
    ByteBuf large = buffer;
    if (large != null) {
      buffer = null;
      large.release();
    }
    bytes = NOTHING;
    length = 0;
  }
}
