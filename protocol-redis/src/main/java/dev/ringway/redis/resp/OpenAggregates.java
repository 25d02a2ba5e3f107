package dev.ringway.redis.resp;

import java.util.Arrays;

/**
 * The arrays, maps, sets, attributes and streamed values that are open around the next value of a
 * reply, and how many values each still misses.
 */
final class OpenAggregates {
  /** In place of a count: an aggregate that ends with a mark. */
  static final long STREAMED = -1;

  /** In place of a count: a string that comes in chunks and ends with an empty one. */
  static final long CHUNKS = -2;

  /** The depth whose room is kept for the next reply. */
  private static final int USUAL_DEPTH = 32;

  private final int maxDepth;
  private long[] missing = new long[4];

  /** Whether each level is an attribute, which stands before a value and is none. */
  private boolean[] attribute = new boolean[4];

  private int depth;

  OpenAggregates(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  void clear() {
    depth = 0;
    if (missing.length > USUAL_DEPTH) {
      missing = new long[USUAL_DEPTH];
      attribute = new boolean[USUAL_DEPTH];
    }
  }

  /** Whether the next value is the reply itself. */
  boolean isEmpty() {
    return depth == 0;
  }

  boolean isFull() {
    return depth == maxDepth;
  }

  boolean isInChunks() {
    return depth > 0 && missing[depth - 1] == CHUNKS;
  }

  boolean isInStream() {
    return depth > 0 && missing[depth - 1] == STREAMED;
  }

  /** Opens a level; not if {@link #isFull}. */
  void open(long values, boolean isAttribute) {
    if (depth == missing.length) {
      missing = Arrays.copyOf(missing, 2 * depth);
      attribute = Arrays.copyOf(attribute, 2 * depth);
    }
    missing[depth] = values;
    attribute[depth] = isAttribute;
    depth++;
  }

  /**
   * Counts a value at its level; every level that is complete with it is a value of the next.
   *
   * @return whether the whole reply is complete
   */
  boolean endValue() {
    while (depth > 0) {
      long left = missing[depth - 1];
      if (left < 0) {
        return false;
      }
      missing[depth - 1] = --left;
      if (left > 0) {
        return false;
      }
      depth--;
      if (attribute[depth]) {
        return false;
      }
    }
    return true;
  }

  /** Ends a streamed level; as {@link #endValue}. */
  boolean endStream() {
    depth--;
    return endValue();
  }
}
