package dev.ringway.hashing;

import java.util.List;

/**
 * mcrouter's default, Ch3 or furc: a walk down a binary tree by the bits of the key's hash, then of
 * that hash's hash, and so on. A server's number in the list is its identity; weights do not
 * matter. The key hash must be {@code murmur64a}, whose result is the first word of bits.
 */
final class Ch3 implements Distribution {

  private static final int TRIES = 32;

  /** Distance between the bits that one key looks at; bounds the servers at 2 to this power. */
  private static final int STRIDE = 23;

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    return new BucketRing(Ch3::bucket, servers, live);
  }

  private static int bucket(long hash, int buckets) {
    if (buckets == 1) {
      return 0;
    }
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(buckets - 1);
    int at = depth;
    for (int i = 0; i < TRIES; i++) {
      while (bit(hash, at) == 0) {
        at = --depth;
        if (depth == 0) {
          return 0;
        }
      }
      at += STRIDE;
      int bucket = 1;
      for (int level = 1; level < depth; level++) {
        bucket = bucket << 1 | bit(hash, at);
        at += STRIDE;
      }
      if (bucket < buckets) {
        return bucket;
      }
    }
    return 0;
  }

  private static int bit(long hash, int at) {
    long word = hash;
    for (int i = at >>> 6; i > 0; i--) {
      word = Murmur64A.ofWord(word, Murmur64A.MCROUTER_SEED);
    }
    return (int) (word >>> at) & 1;
  }
}
