package dev.ringway.hashing;

import java.util.List;

/**
 * A ring of a function from hash and number of servers to a server's number in the list.
 *
 * <p>A key whose server is dead is hashed on until it meets a live one, so that an ejection moves
 * no key of the servers that stay. The programs these functions come from eject nothing.
 */
final class BucketRing implements HashRing {

  /** Picks one of {@code buckets}, at least one, by a 64-bit hash. */
  @FunctionalInterface
  interface Picker {
    int bucket(long hash, int buckets);
  }

  private static final int TRIES = 64;

  private final Picker picker;
  private final boolean[] live;
  private final int[] alive;

  BucketRing(Picker picker, List<ServerPoint> servers, boolean[] live) {
    this.picker = picker;
    this.live = live.clone();
    alive = LiveServers.inGivenOrder(servers, live).order();
  }

  @Override
  public int serverOf(int keyHash) {
    return serverOfWide(Integer.toUnsignedLong(keyHash));
  }

  @Override
  public int serverOfWide(long keyHash) {
    if (alive.length == 0) {
      return -1;
    }
    int server = picker.bucket(keyHash, live.length);
    return live[server] ? server : nextLive(keyHash);
  }

  private int nextLive(long keyHash) {
    long key = keyHash;
    for (int i = 0; i < TRIES; i++) {
      key = Mix.mix64(key);
      int server = picker.bucket(key, live.length);
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
