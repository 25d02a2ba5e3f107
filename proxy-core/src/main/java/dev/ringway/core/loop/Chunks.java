package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;

/**
 * The chunks that the outgoing buffers of one loop take turns with: what one connection has written
 * is the next one's to fill, while it is still in the processor's cache.
 *
 * <p>Chunks have a power of two bytes. At most {@value #MOST_KEPT_BYTES} bytes are kept; others go
 * back to the allocator.
 */
final class Chunks {
  static final int SMALLEST = 256;
  static final int LARGEST = 64 * 1024;
  private static final int MOST_KEPT_BYTES = 1 << 20;
  private static final int FIRST_CLASS = Integer.numberOfTrailingZeros(SMALLEST);
  private static final int CLASSES = Integer.numberOfTrailingZeros(LARGEST) - FIRST_CLASS + 1;

  private final ByteBufAllocator allocator;
  private final ArrayDeque<ByteBuf>[] kept;
  private int keptBytes;
  private boolean released;

  @SuppressWarnings({"unchecked", "rawtypes"})
  Chunks(ByteBufAllocator allocator) {
    this.allocator = allocator;
    this.kept = new ArrayDeque[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      kept[i] = new ArrayDeque<>();
    }
  }

  /**
   * An empty chunk, handed over.
   *
   * @param bytes how many it should hold; rounded up to a power of two within the bounds
   */
  ByteBuf take(int bytes) {
    int size = Math.clamp(roundedUp(bytes), SMALLEST, LARGEST);
    ByteBuf chunk = kept[classOf(size)].pollLast();
    if (chunk == null) {
      return allocator.directBuffer(size, size);
    }
    keptBytes -= size;
    return chunk;
  }

  /** Takes back a chunk that nobody refers to any more. */
  void give(ByteBuf chunk) {
    int size = chunk.capacity();
    if (released || keptBytes + size > MOST_KEPT_BYTES || chunk.refCnt() > 1) {
      chunk.release();
      return;
    }
    keptBytes += size;
    kept[classOf(size)].addLast(chunk.clear());
  }

  /** Gives everything back to the allocator; chunks that come later go there, too. */
  void release() {
    released = true;
    keptBytes = 0;
    for (ArrayDeque<ByteBuf> chunks : kept) {
      chunks.forEach(ByteBuf::release);
      chunks.clear();
    }
  }

  private static int roundedUp(int bytes) {
    return bytes <= 1 ? 1 : Integer.highestOneBit(bytes - 1) << 1;
  }

  private static int classOf(int size) {
    return Integer.numberOfTrailingZeros(size) - FIRST_CLASS;
  }
}
