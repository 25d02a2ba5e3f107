package dev.ringway.core.message;

import dev.ringway.core.loop.Scratch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Turns reads into frames for one connection.
 *
 * <p><b>Promises.</b> A frame of at most {@link Scratch#borderBytes} is given whole, in the loop's
 * window ({@link Sink#onFrame}). A longer one is given in parts as they arrive ({@link
 * Sink#onPart}): payload by reference, the rest copied. Memory held between reads is one partial
 * frame of at most the border, so it is bounded by bytes received, never by a length from the wire.
 *
 * <p><b>Ownership.</b> {@link #feed} borrows the buffer; frames in the window are borrowed; parts
 * are handed over. One thread: the connection's loop.
 */
public final class FrameAssembler {
  /** What receives the frames. */
  public interface Sink {
    /**
     * A whole frame in {@code bytes[offset, offset + length)}; borrowed.
     *
     * @return false to stop here: the rest waits in the buffer given to {@link #feed}
     */
    boolean onFrame(byte[] bytes, int offset, int length);

    /**
     * A part of a long frame, in order; handed over.
     *
     * @param last whether the frame ends with it
     * @return false to stop here; asked only when {@code last}
     */
    boolean onPart(ByteBuf part, boolean last);

    /** The stream can no longer be framed. Nothing more will be given. */
    void onMalformed(String error);
  }

  /** Shorter payload is copied: a slice would pin a read buffer many times its size. */
  private static final int SLICE_BYTES = Scratch.BORDER_BYTES / 4;

  private static final byte[] NOTHING = new byte[0];

  private final FrameScanner scanner;
  private final Sink sink;
  private final Scratch scratch;
  private final ByteBufAllocator allocator;
  private byte[] held = NOTHING;
  private int heldLength;
  private boolean inParts;
  private boolean broken;

  public FrameAssembler(
      FrameScanner scanner, Sink sink, Scratch scratch, ByteBufAllocator allocator) {
    this.scanner = scanner;
    this.sink = sink;
    this.scratch = scratch;
    this.allocator = allocator;
  }

  /** Whether part of a frame has arrived and its end has not. */
  public boolean isInsideFrame() {
    return inParts || heldLength > 0;
  }

  /** How many bytes of an unfinished frame are kept between reads. */
  public int heldBytes() {
    return heldLength;
  }

  /** How many bytes of the current long frame's payload are known to be still to come. */
  public long missingBytes() {
    return inParts ? scanner.skippable() : 0;
  }

  /**
   * Takes the readable bytes of a read; borrows {@code in}.
   *
   * @return false if the sink stopped: the bytes not yet looked at are still readable in {@code in}
   */
  public boolean feed(ByteBuf in) {
    while (in.isReadable() && !broken) {
      boolean goOn = inParts ? feedPart(in) : feedWindow(in);
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  private boolean feedWindow(ByteBuf in) {
    byte[] window = scratch.window();
    int from = heldLength;
    System.arraycopy(held, 0, window, 0, from);
    int taken = Math.min(in.readableBytes(), Scratch.CHUNK_BYTES);
    in.readBytes(window, from, taken);
    int limit = from + taken;
    heldLength = 0;
    int start = 0;
    while (from < limit) {
      int end = scanner.scan(window, from, limit);
      if (end < 0) {
        if (end == FrameScanner.MALFORMED) {
          fail();
          return true;
        }
        break;
      }
      boolean goOn = sink.onFrame(window, start, end - start);
      scanner.reset();
      start = end;
      from = end;
      if (!goOn) {
        in.readerIndex(in.readerIndex() - (limit - end));
        return false;
      }
    }
    if (start < limit) {
      keepBack(window, start, limit - start);
    } else if (held.length > 4096) {
      held = NOTHING;
    }
    return true;
  }

  /** Holds a partial frame until more arrives, or starts giving it in parts if it is long. */
  private void keepBack(byte[] window, int start, int length) {
    if (length + scanner.skippable() > scratch.borderBytes()) {
      inParts = true;
      held = NOTHING;
      sink.onPart(copy(window, start, length), false);
      return;
    }
    if (held.length < length) {
      held = new byte[Math.max(128, Integer.highestOneBit(length) << 1)];
    }
    System.arraycopy(window, start, held, 0, length);
    heldLength = length;
  }

  private boolean feedPart(ByteBuf in) {
    long payload = scanner.skippable();
    int readable = in.readableBytes();
    if (payload >= SLICE_BYTES) {
      int count = (int) Math.min(payload, readable);
      scanner.skip(count);
      ByteBuf part = count >= SLICE_BYTES ? in.readRetainedSlice(count) : copy(in, count);
      sink.onPart(part, false);
      return true;
    }
    byte[] window = scratch.window();
    int count = Math.min(readable, Scratch.CHUNK_BYTES);
    in.getBytes(in.readerIndex(), window, 0, count);
    int end = scanner.scan(window, 0, count);
    if (end == FrameScanner.MALFORMED) {
      fail();
      return true;
    }
    boolean last = end >= 0;
    int length = last ? end : count;
    in.skipBytes(length);
    boolean goOn = sink.onPart(copy(window, 0, length), last);
    if (last) {
      inParts = false;
      scanner.reset();
      return goOn;
    }
    return true;
  }

  private void fail() {
    broken = true;
    sink.onMalformed(scanner.error());
  }

  private ByteBuf copy(byte[] bytes, int offset, int length) {
    return allocator.directBuffer(length).writeBytes(bytes, offset, length);
  }

  private ByteBuf copy(ByteBuf in, int length) {
    return allocator.directBuffer(length).writeBytes(in, length);
  }

  /** The bytes of the unfinished frame held so far, for a message to a person; a copy. */
  public byte @Nullable [] peekHeld() {
    return heldLength == 0 ? null : Arrays.copyOf(held, heldLength);
  }
}
