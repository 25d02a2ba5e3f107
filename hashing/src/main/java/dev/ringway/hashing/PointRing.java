package dev.ringway.hashing;

import java.util.Arrays;

/**
 * A circle of unsigned 32-bit points, each a server's. A hash belongs to the first point that is
 * not below it, past the last one to the first.
 *
 * <p>A table over the top bits of the hash, about two entries a point, says where to start looking;
 * as points are spread evenly, the scan from there ends after one step or two.
 */
final class PointRing implements HashRing {

  private static final int[] EMPTY = {};

  /** Point values with the top bit flipped, so that signed order is ring order. */
  private final int[] values;

  private final int[] owners;
  private final int[] starts;
  private final int shift;
  private final int servers;

  private PointRing(int[] values, int[] owners, int servers) {
    this.values = values;
    this.owners = owners;
    this.servers = servers;
    int bits = Math.clamp(33 - Integer.numberOfLeadingZeros(values.length), 1, 24);
    shift = 32 - bits;
    starts = values.length == 0 ? EMPTY : starts(bits);
  }

  private int[] starts(int bits) {
    int[] table = new int[1 << bits];
    int next = 0;
    for (int bucket = 0; bucket < table.length; bucket++) {
      int first = (bucket << shift) ^ Integer.MIN_VALUE;
      while (next < values.length && values[next] < first) {
        next++;
      }
      table[bucket] = next;
    }
    return table;
  }

  @Override
  public int serverOf(int keyHash) {
    return values.length == 0 ? -1 : owners[indexOf(keyHash)];
  }

  @Override
  public long pointOf(long keyHash) {
    if (values.length == 0) {
      return -1;
    }
    return Integer.toUnsignedLong(values[indexOf((int) keyHash)] ^ Integer.MIN_VALUE);
  }

  private int indexOf(int keyHash) {
    int[] v = values;
    int wanted = keyHash ^ Integer.MIN_VALUE;
    int i = starts[keyHash >>> shift];
    while (i < v.length && v[i] < wanted) {
      i++;
    }
    return i < v.length ? i : 0;
  }

  @Override
  public int[] points() {
    int[] points = new int[servers];
    for (int owner : owners) {
      points[owner]++;
    }
    return points;
  }

  @Override
  public double[] shares() {
    double[] shares = new double[servers];
    for (int i = 0; i < values.length; i++) {
      long before = i > 0 ? values[i - 1] : values[values.length - 1] - (1L << 32);
      shares[owners[i]] += (values[i] - before) * 0x1p-32;
    }
    return shares;
  }

  /** Collects points; among equal ones the one added first wins, or the last if so asked. */
  static final class Builder {

    private final int servers;
    private final boolean lastWins;
    private int[] values = new int[1024];
    private int[] owners = new int[1024];
    private int size;

    Builder(int servers, boolean lastWins) {
      this.servers = servers;
      this.lastWins = lastWins;
    }

    void add(int value, int server) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
        owners = Arrays.copyOf(owners, 2 * size);
      }
      values[size] = value;
      owners[size++] = server;
    }

    PointRing build() {
      long[] keys = new long[size];
      for (int i = 0; i < size; i++) {
        int rank = lastWins ? size - 1 - i : i;
        keys[i] = ((long) (values[i] ^ Integer.MIN_VALUE) << 32) | rank;
      }
      Arrays.sort(keys);
      int[] sortedValues = new int[size];
      int[] sortedOwners = new int[size];
      for (int i = 0; i < size; i++) {
        int rank = (int) keys[i];
        sortedValues[i] = (int) (keys[i] >> 32);
        sortedOwners[i] = owners[lastWins ? size - 1 - rank : rank];
      }
      return new PointRing(sortedValues, sortedOwners, servers);
    }
  }
}
