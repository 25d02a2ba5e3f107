package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.Channel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes gathered for one socket during a turn: small frames copied into chunks, large ones held
 * by reference, in order.
 *
 * <p>Owned by one connection on one loop. {@link #writeTo} hands everything over to the channel;
 * {@link #release} drops it.
 */
public final class OutBuffer {
  private static final int SMALLEST_CHUNK = 256;
  private static final int LARGEST_CHUNK = 64 * 1024;

  private final ByteBufAllocator allocator;
  private @Nullable ByteBuf[] full = new ByteBuf[4];
  private int fullCount;
  private @Nullable ByteBuf tail;
  private long bytes;
  private int chunkHint = SMALLEST_CHUNK;

  public OutBuffer(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  /** How many bytes wait to be handed over. */
  public long bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return bytes == 0;
  }

  /** Copies bytes; borrows the array. */
  public void write(byte[] source, int offset, int length) {
    bytes += length;
    ByteBuf chunk = tail;
    while (true) {
      if (chunk == null) {
        chunk = newTail(length);
      }
      int room = chunk.writableBytes();
      if (length <= room) {
        chunk.writeBytes(source, offset, length);
        return;
      }
      chunk.writeBytes(source, offset, room);
      offset += room;
      length -= room;
      push(chunk);
      chunk = null;
    }
  }

  /** Copies all of an array. */
  public void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Copies {@code length} bytes of a buffer from {@code index}; borrows the buffer. */
  public void write(ByteBuf source, int index, int length) {
    bytes += length;
    ByteBuf chunk = tail;
    while (true) {
      if (chunk == null) {
        chunk = newTail(length);
      }
      int room = Math.min(length, chunk.writableBytes());
      chunk.writeBytes(source, index, room);
      index += room;
      length -= room;
      if (length == 0) {
        return;
      }
      push(chunk);
      chunk = null;
    }
  }

  /** Appends a buffer by reference: it is handed over to this object. */
  public void append(ByteBuf buffer) {
    ByteBuf chunk = tail;
    if (chunk != null) {
      push(chunk);
      tail = null;
    }
    bytes += buffer.readableBytes();
    push(buffer);
  }

  /**
   * Hands everything over to the channel, unflushed, and becomes empty.
   *
   * @return how many bytes were handed over
   */
  public long writeTo(Channel channel) {
    long written = bytes;
    for (int i = 0; i < fullCount; i++) {
      ByteBuf buffer = full[i];
      full[i] = null;
      if (buffer != null) {
        channel.write(buffer, channel.voidPromise());
      }
    }
    fullCount = 0;
    ByteBuf chunk = tail;
    if (chunk != null) {
      tail = null;
      channel.write(chunk, channel.voidPromise());
    }
    chunkHint = hintFor(written);
    bytes = 0;
    return written;
  }

  /** Hands over everything as one buffer and becomes empty. */
  public ByteBuf handOver() {
    CompositeByteBuf all = allocator.compositeDirectBuffer(fullCount + 1);
    for (int i = 0; i < fullCount; i++) {
      all.addComponent(true, full[i]);
      full[i] = null;
    }
    fullCount = 0;
    ByteBuf chunk = tail;
    if (chunk != null) {
      tail = null;
      all.addComponent(true, chunk);
    }
    bytes = 0;
    return all;
  }

  /** Drops everything that was not handed over. */
  public void release() {
    for (int i = 0; i < fullCount; i++) {
      ByteBuf buffer = full[i];
      full[i] = null;
      if (buffer != null) {
        buffer.release();
      }
    }
    fullCount = 0;
    ByteBuf chunk = tail;
    if (chunk != null) {
      tail = null;
      chunk.release();
    }
    bytes = 0;
  }

  private ByteBuf newTail(int length) {
    int capacity = Math.max(chunkHint, Math.min(length, LARGEST_CHUNK));
    chunkHint = Math.min(capacity * 2, LARGEST_CHUNK);
    ByteBuf chunk = allocator.directBuffer(capacity, capacity);
    tail = chunk;
    return chunk;
  }

  private void push(ByteBuf buffer) {
    if (fullCount == full.length) {
      full = Arrays.copyOf(full, fullCount * 2);
    }
    full[fullCount++] = buffer;
    tail = null;
  }

  private static int hintFor(long written) {
    if (written <= SMALLEST_CHUNK) {
      return SMALLEST_CHUNK;
    }
    if (written >= LARGEST_CHUNK) {
      return LARGEST_CHUNK;
    }
    return Integer.highestOneBit((int) written - 1) << 1;
  }
}
