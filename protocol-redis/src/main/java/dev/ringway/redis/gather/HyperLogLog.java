package dev.ringway.redis.gather;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The registers of one or several of Redis's HyperLogLogs, merged, in its two encodings: 16384
 * registers of 6 bits, or runs of equal ones. The estimate is Redis's own, from Otmar Ertl's "New
 * cardinality estimation algorithms for HyperLogLog sketches" (2017).
 */
final class HyperLogLog {
  /** How a value was. */
  enum Form {
    /** A HyperLogLog. */
    GOOD,
    /** Some other string. */
    OTHER,
    /** A HyperLogLog whose runs do not fit. */
    CORRUPT
  }

  private static final byte[] MAGIC = "HYLL".getBytes(StandardCharsets.US_ASCII);
  private static final int REGISTERS = 1 << 14;
  private static final int HEADER_BYTES = 16;
  private static final int DENSE_BYTES = HEADER_BYTES + REGISTERS * 6 / 8;
  private static final int DENSE = 0;
  private static final int SPARSE = 1;

  /** The longest value that Redis keeps as runs, by default. */
  private static final int MOST_SPARSE_BYTES = 3000;

  /** The most leading zeros that a register counts, plus one. */
  private static final int MOST = 51;

  /** Half of the inverse of the natural logarithm of 2. */
  private static final double ALPHA = 0.7213475204444817;

  private final byte[] registers = new byte[REGISTERS];
  private boolean dense;

  /** Raises each register to that of a stored value. */
  Form merge(byte[] value) {
    if (value.length < HEADER_BYTES
        || !Arrays.equals(MAGIC, 0, 4, value, 0, 4)
        || value[4] < DENSE
        || value[4] > SPARSE
        || (value[4] == DENSE && value.length != DENSE_BYTES)) {
      return Form.OTHER;
    }
    if (value[4] == SPARSE) {
      return mergeRuns(value) ? Form.GOOD : Form.CORRUPT;
    }
    dense = true;
    for (int i = 0; i < REGISTERS; i++) {
      raise(i, denseRegister(value, i));
    }
    return Form.GOOD;
  }

  private static int denseRegister(byte[] value, int index) {
    int bit = 6 * index;
    int at = HEADER_BYTES + bit / 8;
    int pair = value[at] & 0xff;
    if (at + 1 < value.length) {
      pair |= (value[at + 1] & 0xff) << 8;
    }
    return pair >> bit % 8 & 63;
  }

  /** A byte 00zzzzzz is a run of zeros, 01zzzzzz zzzzzzzz a longer one, 1vvvvvnn one of values. */
  private boolean mergeRuns(byte[] value) {
    int register = 0;
    int at = HEADER_BYTES;
    while (at < value.length) {
      int code = value[at++] & 0xff;
      int length;
      int level = 0;
      if (code < 0x40) {
        length = code + 1;
      } else if (code < 0x80) {
        if (at == value.length) {
          return false;
        }
        length = ((code & 63) << 8 | (value[at++] & 0xff)) + 1;
      } else {
        length = (code & 3) + 1;
        level = (code >> 2 & 31) + 1;
      }
      if (register + length > REGISTERS) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        raise(register++, level);
      }
    }
    return register == REGISTERS;
  }

  private void raise(int register, int level) {
    if (registers[register] < level) {
      registers[register] = (byte) level;
    }
  }

  /** The estimate of how many different elements were added. */
  long count() {
    int[] levels = new int[64];
    for (byte register : registers) {
      levels[register]++;
    }
    double m = REGISTERS;
    double z = m * tau((m - levels[MOST]) / m);
    for (int level = MOST - 1; level >= 1; level--) {
      z = 0.5 * (z + levels[level]);
    }
    z += m * sigma(levels[0] / m);
    return Math.round(ALPHA * m * m / z);
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  /** The stored value: runs if every merged one was, and if they are short; no cached estimate. */
  byte[] toBytes() {
    byte[] value = dense ? null : runs();
    return value == null ? all() : value;
  }

  private static void header(byte[] value, int encoding) {
    System.arraycopy(MAGIC, 0, value, 0, MAGIC.length);
    value[4] = (byte) encoding;
    value[HEADER_BYTES - 1] = (byte) 0x80;
  }

  private byte[] all() {
    byte[] value = new byte[DENSE_BYTES];
    header(value, DENSE);
    for (int i = 0; i < REGISTERS; i++) {
      int bit = 6 * i;
      int at = HEADER_BYTES + bit / 8;
      int pair = registers[i] << bit % 8;
      value[at] |= (byte) pair;
      if (at + 1 < value.length) {
        value[at + 1] |= (byte) (pair >> 8);
      }
    }
    return value;
  }

  private byte @Nullable [] runs() {
    byte[] value = new byte[MOST_SPARSE_BYTES];
    header(value, SPARSE);
    int at = HEADER_BYTES;
    int i = 0;
    while (i < REGISTERS) {
      int level = registers[i];
      int longest = level == 0 ? REGISTERS : 4;
      int end = i + 1;
      while (end < REGISTERS && end - i < longest && registers[end] == level) {
        end++;
      }
      if (level > 32 || at + 2 > value.length) {
        return null;
      }
      int length = end - i - 1;
      if (level > 0) {
        value[at++] = (byte) (0x80 | level - 1 << 2 | length);
      } else if (length < 64) {
        value[at++] = (byte) length;
      } else {
        value[at++] = (byte) (0x40 | length >> 8);
        value[at++] = (byte) length;
      }
      i = end;
    }
    return Arrays.copyOf(value, at);
  }
}
