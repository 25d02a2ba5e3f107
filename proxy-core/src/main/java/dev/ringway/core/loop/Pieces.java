package dev.ringway.core.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The pieces of a buffer that a socket cannot take as it is: of more pieces than one write may
 * have, or with pieces on the heap. A channel would copy all of it at once, and drop it without a
 * word if there is no memory for that.
 */
final class Pieces {
  /** Linux takes no more in one write. */
  private static final int MOST = 1024;

  private Pieces() {}

  /** Whether a buffer should be divided. */
  static boolean areNeeded(ByteBuf buffer) {
    return !buffer.isDirect() || buffer.nioBufferCount() > MOST;
  }

  /** Gives the pieces, in order, which are handed over; so is the whole, to this method. */
  static void divide(ByteBuf whole, Consumer<ByteBuf> sink) {
    for (ByteBuffer piece : whole.nioBuffers()) {
      if (piece.isDirect()) {
        sink.accept(new Piece(whole.retain(), piece));
      } else if (piece.hasRemaining()) {
        sink.accept(Unpooled.directBuffer(piece.remaining()).writeBytes(piece));
      }
    }
    whole.release();
  }

  /** A piece that keeps the whole as long as it is needed. */
  private static final class Piece extends UnpooledDirectByteBuf {
    private final ByteBuf whole;

    Piece(ByteBuf whole, ByteBuffer piece) {
      super(UnpooledByteBufAllocator.DEFAULT, piece, piece.remaining());
      this.whole = whole;
    }

    @Override
    protected void deallocate() {
      super.deallocate();
      whole.release();
    }
  }
}
