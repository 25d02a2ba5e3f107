package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;

/**
 * The rule that picks the bytes of a key that are hashed, so that related keys share a server.
 * Immutable; allocates nothing per key.
 */
public final class HashTag {

  private enum Rule {
    WHOLE_KEY,
    BETWEEN,
    BETWEEN_OR_EMPTY,
    BEFORE
  }

  private static final HashTag NONE = new HashTag(Rule.WHOLE_KEY, "");

  private final Rule rule;
  private final byte[] marks;

  private HashTag(Rule rule, String marks) {
    this.rule = rule;
    this.marks = marks.getBytes(StandardCharsets.UTF_8);
  }

  /** No tag: the whole key is hashed. */
  public static HashTag none() {
    return NONE;
  }

  /**
   * Twemproxy's and Redis Cluster's rule: the bytes between the first opening mark and the first
   * closing mark after it, or the whole key if there is no such pair or nothing in it.
   *
   * @param two the opening and the closing mark, e.g. <code>{}</code> or {@code $$}
   * @throws IllegalArgumentException unless {@code two} is two bytes long
   */
  public static HashTag of(String two) {
    return new HashTag(Rule.BETWEEN, checked(two));
  }

  /** The {@code tags} filter of memcached's proxy: as {@link #of}, but an empty pair counts. */
  public static HashTag memcachedTags(String two) {
    return new HashTag(Rule.BETWEEN_OR_EMPTY, checked(two));
  }

  /**
   * Only what precedes the first occurrence of {@code mark} is hashed: the {@code stop} filter of
   * memcached's proxy, and mcrouter's rule with the mark {@code |#|}.
   */
  public static HashTag before(String mark) {
    if (mark.isEmpty()) {
      throw new IllegalArgumentException("the mark that ends the hashed part of a key is empty");
    }
    return new HashTag(Rule.BEFORE, mark);
  }

  private static String checked(String two) {
    if (two.getBytes(StandardCharsets.UTF_8).length != 2) {
      throw new IllegalArgumentException("a hash tag is two characters, not \"" + two + "\"");
    }
    return two;
  }

  /** Whether the whole key is always hashed. */
  public boolean isNone() {
    return rule == Rule.WHOLE_KEY;
  }

  /**
   * The bytes to hash, packed; unpack with {@link #start} and {@link #length}. Borrows the array.
   */
  public long spanOf(byte[] bytes, int offset, int length) {
    return switch (rule) {
      case WHOLE_KEY -> pack(offset, length);
      case BEFORE -> pack(offset, lengthBefore(bytes, offset, length));
      case BETWEEN -> between(bytes, offset, length, 1);
      case BETWEEN_OR_EMPTY -> between(bytes, offset, length, 0);
    };
  }

  /**
   * Whether these bytes decide what is hashed: every key that begins with them has the same bytes
   * hashed, so that all live on one server. Borrows the array.
   */
  public boolean isDecidedBy(byte[] bytes, int offset, int length) {
    return rule != Rule.WHOLE_KEY && length(spanOf(bytes, offset, length)) < length;
  }

  /** The index in the array of the first byte to hash. */
  public static int start(long span) {
    return (int) (span >>> 32);
  }

  /** The number of bytes to hash. */
  public static int length(long span) {
    return (int) span;
  }

  private static long pack(int start, int length) {
    return ((long) start << 32) | length;
  }

  private long between(byte[] bytes, int offset, int length, int least) {
    int end = offset + length;
    int open = indexOf(marks[0], bytes, offset, end);
    int close = open < end ? indexOf(marks[1], bytes, open + 1, end) : end;
    int inside = close - open - 1;
    return close < end && inside >= least ? pack(open + 1, inside) : pack(offset, length);
  }

  private int lengthBefore(byte[] bytes, int offset, int length) {
    byte[] mark = marks;
    for (int i = 0; i + mark.length <= length; i++) {
      int matched = 0;
      while (matched < mark.length && bytes[offset + i + matched] == mark[matched]) {
        matched++;
      }
      if (matched == mark.length) {
        return i;
      }
    }
    return length;
  }

  private static int indexOf(byte wanted, byte[] bytes, int from, int end) {
    int i = from;
    while (i < end && bytes[i] != wanted) {
      i++;
    }
    return i;
  }
}
