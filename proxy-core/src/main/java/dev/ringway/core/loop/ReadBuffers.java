package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where reads of one channel go: into one buffer that all channels of a loop take turns with, or,
 * while a long frame arrives, into buffers of that frame's own.
 *
 * <p>The shared buffer is exchanged for a new one only when a reader kept a slice of it. For
 * transports that read at once when asked; not for those that read ahead.
 */
public final class ReadBuffers implements RecvByteBufAllocator {
  /** The shared buffer of one loop. */
  public static final class Shared {
    private static final int BYTES = 64 * 1024;

    private @Nullable ByteBuf buffer;
    private boolean released;

    /** An empty buffer to read into, to be released by the reader. */
    public ByteBuf take(ByteBufAllocator allocator) {
      ByteBuf current = buffer;
      if (current == null || current.refCnt() > 1) {
        if (released) {
          return allocator.directBuffer(BYTES, BYTES);
        }
        if (current != null) {
          current.release();
        }
        current = allocator.directBuffer(BYTES, BYTES);
        buffer = current;
      }
      return current.clear().retain();
    }

    /** Gives the buffer back at the end; a read that still comes gets one of its own. */
    public void release() {
      released = true;
      ByteBuf last = buffer;
      buffer = null;
      if (last != null) {
        last.release();
      }
    }
  }

  private static final int LONGEST_READ = 512 * 1024;
  private static final int READS_A_TURN = 4;

  private final Shared shared;
  private final LongSupplier missingBytes;

  /**
   * @param missingBytes how many bytes of a long frame are known to be still to come
   */
  public ReadBuffers(Shared shared, LongSupplier missingBytes) {
    this.shared = shared;
    this.missingBytes = missingBytes;
  }

  @Override
  @SuppressWarnings("deprecation")
  public Handle newHandle() {
    return new SharedHandle();
  }

  @SuppressWarnings("deprecation")
  private final class SharedHandle implements ExtendedHandle {
    private int attempted;
    private int last;
    private int reads;

    @Override
    public ByteBuf allocate(ByteBufAllocator allocator) {
      long missing = missingBytes.getAsLong();
      if (missing <= Shared.BYTES) {
        return shared.take(allocator);
      }
      int size = (int) Math.min(missing, LONGEST_READ);
      return allocator.directBuffer(size, size);
    }

    @Override
    public int guess() {
      return Shared.BYTES;
    }

    @Override
    public void reset(ChannelConfig config) {
      reads = 0;
    }

    @Override
    public void incMessagesRead(int messages) {
      reads += messages;
    }

    @Override
    public void lastBytesRead(int bytes) {
      last = bytes;
    }

    @Override
    public int lastBytesRead() {
      return last;
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      attempted = bytes;
    }

    @Override
    public int attemptedBytesRead() {
      return attempted;
    }

    @Override
    public boolean continueReading() {
      return last > 0 && last == attempted && reads < READS_A_TURN;
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return continueReading();
    }

    @Override
    public void readComplete() {}
  }
}
