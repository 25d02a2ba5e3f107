package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes gathered for one socket during a turn: small frames copied into chunks, large ones held
 * by reference, in order.
 *
 * <p>Owned by one connection on one loop. {@link #flushTo} writes everything to the channel; {@link
 * #release} drops it.
 */
public final class OutBuffer {
  private final ByteBufAllocator allocator;
  private final Chunks chunks;
  private final boolean writesAtOnce;
  private @Nullable ByteBuf[] full = new ByteBuf[4];
  private int fullCount;
  private @Nullable ByteBuf tail;
  private long bytes;
  private int chunkHint = Chunks.SMALLEST;

  /** For bytes that are handed over as a buffer. */
  public OutBuffer(ByteBufAllocator allocator) {
    this(allocator, new Chunks(allocator), false);
  }

  /**
   * @param chunks of the loop
   * @param writesAtOnce whether {@link #flushTo} may write past the channel, at once
   */
  OutBuffer(ByteBufAllocator allocator, Chunks chunks, boolean writesAtOnce) {
    this.allocator = allocator;
    this.chunks = chunks;
    this.writesAtOnce = writesAtOnce;
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
    if (buffer.hasMemoryAddress() || !Pieces.areNeeded(buffer)) {
      push(buffer);
    } else {
      Pieces.divide(buffer, this::push);
    }
  }

  /**
   * Writes everything to the channel and becomes empty. The one chunk of a usual turn goes straight
   * to the socket if nothing waits before it; what the kernel does not take is handed over.
   *
   * @return how many bytes were written or handed over
   */
  public long flushTo(Channel channel) {
    long written = bytes;
    ByteBuf chunk = tail;
    if (writesAtOnce
        && fullCount == 0
        && chunk != null
        && chunk.hasMemoryAddress()
        && nothingWaits(channel)) {
      chunk.skipBytes(writeNow((UnixChannel) channel, chunk));
      if (!chunk.isReadable()) {
        tail = null;
        chunks.give(chunk);
        becomeEmpty(written);
        return written;
      }
    }
    writeTo(channel);
    channel.flush();
    return written;
  }

  private static boolean nothingWaits(Channel channel) {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting != null && waiting.isEmpty() && channel.isActive();
  }

  /** How many bytes the socket took; none if it failed, as the channel will find out. */
  private static int writeNow(UnixChannel socket, ByteBuf chunk) {
    try {
      return socket
          .fd()
          .writeAddress(chunk.memoryAddress(), chunk.readerIndex(), chunk.writerIndex());
    } catch (IOException e) {
      return 0;
    }
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
        bytes -= buffer.readableBytes();
        channel.write(buffer, channel.voidPromise());
      }
    }
    fullCount = 0;
    ByteBuf chunk = tail;
    if (chunk != null) {
      tail = null;
      bytes -= chunk.readableBytes();
      channel.write(chunk, channel.voidPromise());
    }
    becomeEmpty(written);
    return written;
  }

  private void becomeEmpty(long written) {
    chunkHint = hintFor(written);
    bytes = 0;
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
    ByteBuf chunk = chunks.take(Math.max(chunkHint, length));
    chunkHint = Math.min(chunk.capacity() * 2, Chunks.LARGEST);
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
    return Math.clamp(written, Chunks.SMALLEST, Chunks.LARGEST);
  }
}
