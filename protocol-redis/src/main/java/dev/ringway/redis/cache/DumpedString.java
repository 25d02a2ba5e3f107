package dev.ringway.redis.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads strings out of what DUMP gives: a type, the value as an RDB file has it (plain, as a small
 * number, or compressed by LZF), a version, and a CRC-64 of all before it.
 */
final class DumpedString {
  private static final int END_BYTES = 10;
  private static final int STRING = 0;
  private static final int LONGEST = 512 << 20;
  private static final long POLYNOMIAL = 0x95AC9329AC4BC9B5L;
  private static final long[] SUMS = new long[256];

  static {
    for (int i = 0; i < SUMS.length; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
      SUMS[i] = crc;
    }
  }

  private final byte[] payload;
  private final int end;
  private int at;

  private DumpedString(byte[] payload) {
    this.payload = payload;
    this.end = payload.length - END_BYTES;
  }

  /** Whether the checksum is right. */
  static boolean isWhole(byte[] payload) {
    if (payload.length < END_BYTES) {
      return false;
    }
    int sumAt = payload.length - 8;
    long crc = 0;
    for (int i = 0; i < sumAt; i++) {
      crc = crc >>> 8 ^ SUMS[(int) (crc ^ payload[i]) & 0xff];
    }
    ByteBuffer sum = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
    return sum.getLong(sumAt) == crc;
  }

  /** Whether it is a string that was dumped. */
  static boolean isString(byte[] payload) {
    return payload[0] == STRING;
  }

  /** The string, or null if the bytes make none. */
  static byte @Nullable [] read(byte[] payload) {
    DumpedString dumped = new DumpedString(payload);
    dumped.at = 1;
    try {
      byte[] value = dumped.value();
      return dumped.at == dumped.end ? value : null;
    } catch (IndexOutOfBoundsException e) {
      return null;
    }
  }

  private byte[] value() {
    int first = next();
    return switch (first >> 6) {
      case 3 -> encoded(first & 0x3f);
      default -> plain((int) length(first));
    };
  }

  private byte[] encoded(int encoding) {
    return switch (encoding) {
      case 0 -> digits((byte) next());
      case 1 -> digits((short) (next() | next() << 8));
      case 2 -> digits(next() | next() << 8 | next() << 16 | next() << 24);
      case 3 -> {
        int compressed = (int) length(next());
        int whole = (int) length(next());
        yield decompressed(plain(compressed), whole);
      }
      default -> throw new IndexOutOfBoundsException(encoding);
    };
  }

  private static byte[] digits(int number) {
    return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
  }

  private long length(int first) {
    long length =
        switch (first >> 6) {
          case 0 -> first;
          case 1 -> (first & 0x3f) << 8 | next();
          default -> bigEndian(first == 0x80 ? 4 : 8);
        };
    if (length < 0 || length > LONGEST) {
      throw new IndexOutOfBoundsException("a length of " + length);
    }
    return length;
  }

  private long bigEndian(int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | next();
    }
    return number;
  }

  private byte[] plain(int length) {
    if (length > end - at) {
      throw new IndexOutOfBoundsException(length);
    }
    at += length;
    return Arrays.copyOfRange(payload, at - length, at);
  }

  private int next() {
    if (at >= end) {
      throw new IndexOutOfBoundsException(at);
    }
    return payload[at++] & 0xff;
  }

  /** A byte below 32 says how many follow as they are; any other, what to repeat from behind. */
  private static byte[] decompressed(byte[] in, int length) {
    if (length > (long) in.length * 264) {
      throw new IndexOutOfBoundsException("more than LZF can hold");
    }
    byte[] out = new byte[length];
    int from = 0;
    int to = 0;
    while (from < in.length) {
      int control = in[from++] & 0xff;
      if (control < 32) {
        System.arraycopy(in, from, out, to, control + 1);
        from += control + 1;
        to += control + 1;
        continue;
      }
      int count = control >> 5;
      if (count == 7) {
        count += in[from++] & 0xff;
      }
      int back = to - ((control & 0x1f) << 8) - (in[from++] & 0xff) - 1;
      for (int i = 0; i < count + 2; i++) {
        out[to++] = out[back++];
      }
    }
    if (to != length) {
      throw new IndexOutOfBoundsException(to);
    }
    return out;
  }
}
