package dev.ringway.hashing;

import java.util.List;

/**
 * Jump consistent hash (Lamping and Veach, 2014), the default of memcached's proxy. A server's
 * number in the list is its identity, so servers are added and removed at the end only; weights do
 * not matter.
 */
final class Jump implements Distribution {

  private static final long FACTOR = 2862933555777941757L;

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    return new BucketRing(Jump::bucket, servers, live);
  }

  private static int bucket(long key, int buckets) {
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
}
