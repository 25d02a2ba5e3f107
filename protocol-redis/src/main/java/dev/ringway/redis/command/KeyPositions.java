package dev.ringway.redis.command;

import java.util.Arrays;

/** Which arguments of a request are keys, in the order of its key specifications. */
public final class KeyPositions {
  private int[] positions = new int[16];
  private int count;

  public void clear() {
    count = 0;
  }

  /** Adds every {@code step}-th position from {@code first} to {@code last}. */
  public void add(int first, int last, int step) {
    int more = last < first ? 0 : (last - first) / step + 1;
    if (positions.length < count + more) {
      positions = Arrays.copyOf(positions, Math.max(2 * positions.length, count + more));
    }
    for (int i = first; i <= last; i += step) {
      positions[count++] = i;
    }
  }

  public int count() {
    return count;
  }

  public int get(int index) {
    return positions[index];
  }
}
