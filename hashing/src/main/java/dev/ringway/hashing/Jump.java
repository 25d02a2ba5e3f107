package dev.ringway.hashing;

import java.util.List;

/**
 * Jump consistent hash (Lamping and Veach, 2014), the default of memcached's proxy. A server's
 * number in the list is its identity, so servers are added and removed at the end only; weights do
 * not matter.
 *
 * <p>A key whose server is dead is hashed on until it meets a live one, so that an ejection moves
 * no key of the servers that stay. memcached's proxy ejects nothing.
 */
final class Jump implements Distribution {

  private static final long FACTOR = 2862933555777941757L;
  private static final int TRIES = 64;

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    return new Ring(LiveServers.inGivenOrder(servers, live).order(), live.clone());
  }

  /** The bucket of {@code key} among {@code buckets}, which is at least 1. */
  static int bucket(long key, int buckets) {
    long state = key;
    long bucket = -1;
    long next = 0;
    while (next < buckets) {
      bucket = next;
      state = state * FACTOR + 1;
      next = (long) ((bucket + 1) * (0x1p31 / ((state >>> 33) + 1)));
    }
    return (int) bucket;
  }

  private record Ring(int[] alive, boolean[] live) implements HashRing {

    @Override
    public int serverOf(int keyHash) {
      return serverOfWide(Integer.toUnsignedLong(keyHash));
    }

    @Override
    public int serverOfWide(long keyHash) {
      int count = live.length;
      if (alive.length == 0) {
        return -1;
      }
      int server = bucket(keyHash, count);
      return live[server] ? server : nextLive(keyHash, count);
    }

    private int nextLive(long keyHash, int count) {
      long key = keyHash;
      for (int i = 0; i < TRIES; i++) {
        key = Mix.mix64(key);
        int server = bucket(key, count);
        if (live[server]) {
          return server;
        }
      }
      return alive[(int) Long.remainderUnsigned(key, alive.length)];
    }

    @Override
    public int[] points() {
      int[] points = new int[live.length];
      for (int server : alive) {
        points[server] = 1;
      }
      return points;
    }

    @Override
    public double[] shares() {
      double[] shares = new double[live.length];
      for (int server : alive) {
        shares[server] = 1.0 / alive.length;
      }
      return shares;
    }
  }
}
