package dev.ringway.memcache;

/**
 * Reads decimal numbers out of command lines.
 *
 * <p>{@link #unsigned} and {@link #isSigned32} are strict: what decides where a data block ends
 * must read the same in every version of every server. {@link #isLoose} accepts what memcached's
 * own {@code strtol} accepts, for answers made here.
 */
final class Numbers {
  /** The bytes are no plain number, or one above the limit. */
  static final long NONE = -1;

  private static final int MAX_DIGITS = 18;

  private Numbers() {}

  /** The value of plain digits, else {@link #NONE}; a value above {@code max} is none as well. */
  static long unsigned(byte[] bytes, int from, int to, long max) {
    if (from >= to || to - from > MAX_DIGITS) {
      return NONE;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value <= max ? value : NONE;
  }

  /** Whether the bytes are plain digits of a number below 2^64. */
  static boolean isUnsigned64(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length <= MAX_DIGITS) {
      return unsigned(bytes, from, to, Long.MAX_VALUE) != NONE;
    }
    if (length > 20) {
      return false;
    }
    long head = unsigned(bytes, from, from + MAX_DIGITS, Long.MAX_VALUE);
    long tail = unsigned(bytes, from + MAX_DIGITS, to, Long.MAX_VALUE);
    if (head == NONE || tail == NONE) {
      return false;
    }
    return length == 19
        || head < 184_467_440_737_095_516L
        || (head == 184_467_440_737_095_516L && tail <= 15);
  }

  /** Whether the bytes are plain digits, perhaps behind a minus, of a 32-bit number. */
  static boolean isSigned32(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    long max = negative ? 1L << 31 : Integer.MAX_VALUE;
    return unsigned(bytes, negative ? from + 1 : from, to, max) != NONE;
  }

  /**
   * Whether memcached's parser takes the bytes for a number: blanks, a sign, digits, then nothing
   * or a blank and anything.
   *
   * @param signed whether a value below zero is one
   */
  static boolean isLoose(byte[] bytes, int from, int to, boolean signed) {
    int i = from;
    while (i < to && isBlank(bytes[i])) {
      i++;
    }
    boolean negative = i < to && bytes[i] == '-';
    if (i < to && (bytes[i] == '-' || bytes[i] == '+')) {
      i++;
    }
    int digits = i;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    if (i == digits || (i < to && !isBlank(bytes[i]))) {
      return false;
    }
    while (digits < i && bytes[digits] == '0') {
      digits++;
    }
    boolean zero = digits == i;
    return (signed || !negative || zero) && i - digits <= MAX_DIGITS;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
