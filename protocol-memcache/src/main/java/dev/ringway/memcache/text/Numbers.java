package dev.ringway.memcache.text;

import java.util.Arrays;

/**
 * Reads decimal numbers out of command lines.
 *
 * <p>{@link #unsigned} and {@link #isSigned32} are strict: what decides where a data block ends
 * must read the same in every version of every server. {@link #isLoose} accepts what memcached's
 * own {@code strtol} accepts, for answers made here; {@link #loose32} reads it.
 */
public final class Numbers {
  /** The bytes are no plain number, or one above the limit. */
  static final long NONE = -1;

  private static final int MAX_DIGITS = 18;
  private static final byte[] LARGEST = ReplyLine.ascii("9223372036854775807");
  private static final byte[] SMALLEST = ReplyLine.ascii("9223372036854775808");
  private static final byte[] LARGEST_UNSIGNED = ReplyLine.ascii("18446744073709551615");

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
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return from < to
        && to - from <= LARGEST_UNSIGNED.length
        && isAtMost(bytes, from, to, LARGEST_UNSIGNED);
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
  public static boolean isLoose(byte[] bytes, int from, int to, boolean signed) {
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
    if (!signed) {
      return (!negative || digits == i) && isAtMost(bytes, digits, i, LARGEST_UNSIGNED);
    }
    return isAtMost(bytes, digits, i, negative ? SMALLEST : LARGEST);
  }

  /**
   * What memcached's parser of 32-bit numbers makes of the bytes, as {@link #isLoose} says.
   *
   * @return {@link #NONE} if it refuses them; negative numbers are given as -2 and below
   */
  public static long loose32(byte[] bytes, int from, int to) {
    if (!isLoose(bytes, from, to, true)) {
      return NONE;
    }
    long value = loose(bytes, from, to);
    if (value < 0) {
      return value >= -(1L << 31) ? Math.min(value, NONE - 1) : NONE;
    }
    return value <= Integer.MAX_VALUE ? value : NONE;
  }

  /** The number that {@link #isLoose} found, from the bits of 64; unsigned ones wrap around. */
  public static long loose(byte[] bytes, int from, int to) {
    int i = from;
    while (isBlank(bytes[i])) {
      i++;
    }
    boolean negative = bytes[i] == '-';
    if (negative || bytes[i] == '+') {
      i++;
    }
    long value = 0;
    for (; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return negative ? -value : value;
  }

  /** Compares digits without leading zeros. */
  private static boolean isAtMost(byte[] bytes, int from, int to, byte[] limit) {
    int length = to - from;
    return length < limit.length
        || (length == limit.length
            && Arrays.compareUnsigned(bytes, from, to, limit, 0, length) <= 0);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
