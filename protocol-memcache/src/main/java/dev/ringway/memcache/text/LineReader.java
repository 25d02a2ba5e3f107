package dev.ringway.memcache.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the end of a line that may come in pieces. A line that comes whole is read where it lies;
 * of one that comes in pieces a copy is kept, so that no byte is looked at twice.
 */
final class LineReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long NEWLINES = ONES * '\n';
  private static final byte[] NOTHING = new byte[0];
  private static final int KEPT_BYTES = 4096;

  private byte[] pieces = NOTHING;
  private int held;
  private byte[] line = NOTHING;
  private int start;
  private int end;

  /**
   * Continues the line with {@code bytes[from, to)}.
   *
   * @return the index just behind the newline, or -1 if the line goes on
   */
  int read(byte[] bytes, int from, int to) {
    int newline = indexOfNewline(bytes, from, to);
    if (newline < 0) {
      hold(bytes, from, to);
      return -1;
    }
    if (held == 0) {
      line = bytes;
      start = from;
      end = newline;
    } else {
      hold(bytes, from, newline);
      line = pieces;
      start = 0;
      end = held;
    }
    return newline + 1;
  }

  /** Forgets the line. */
  void reset() {
    held = 0;
    line = NOTHING;
    if (pieces.length > KEPT_BYTES) {
      pieces = NOTHING;
    }
  }

  /** How much of an unfinished line has come. */
  int held() {
    return held;
  }

  /** The unfinished line, in its first {@link #held} bytes; borrowed. */
  byte[] pieces() {
    return pieces;
  }

  /** Where the finished line lies, until the caller of {@link #read} returns. */
  byte[] line() {
    return line;
  }

  /** The finished line's first byte. */
  int start() {
    return start;
  }

  /** The finished line's newline. */
  int end() {
    return end;
  }

  private void hold(byte[] bytes, int from, int to) {
    int count = to - from;
    if (pieces.length < held + count) {
      pieces = Arrays.copyOf(pieces, Math.max(128, Math.max(held * 2, held + count)));
    }
    System.arraycopy(bytes, from, pieces, held, count);
    held += count;
  }

  /** Eight bytes a step: a zero byte in {@code x} has a high bit left in the last expression. */
  private static int indexOfNewline(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + 8 <= to; i += 8) {
      long x = (long) LONGS.get(bytes, i) ^ NEWLINES;
      long zeros = (x - ONES) & ~x & HIGH_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
