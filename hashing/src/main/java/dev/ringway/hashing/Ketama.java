package dev.ringway.hashing;

import java.util.List;

/**
 * Consistent hashing on MD5: each digest of {@code name-k} gives a server four points on a circle.
 *
 * <p>Twemproxy and libmemcached compute in single precision how many digests a server gets. Equal
 * weights yield 160 points each, but 156 for some numbers of servers (25, 47, 50 …), and a very
 * small weight may yield none. Weights and counts are those of the live servers, so an ejection can
 * change the points of the servers that stay.
 *
 * @param count how many digests a server gets
 * @param nameOrder whether servers are added in Twemproxy's name order or as listed
 * @param lastWins whether equal points go to the server added last or first
 * @param textLimit length in bytes at which {@code name-k} is cut
 */
record Ketama(Count count, boolean nameOrder, boolean lastWins, int textLimit)
    implements Distribution {

  private static final int POINTS = 160;

  /** How many digests a server gets. */
  enum Count {
    /** By weight, in single precision. */
    WEIGHTED,
    /** By weight, unless all weights are 1: then 40. */
    WEIGHTED_UNLESS_ALL_ONE,
    /** 40, whatever the weight. */
    FIXED
  }

  /** Twemproxy's {@code ketama}. */
  static Ketama twemproxy() {
    return new Ketama(Count.WEIGHTED, true, false, 272);
  }

  /** libmemcached's weighted ketama, PHP's {@code OPT_LIBKETAMA_COMPATIBLE}. */
  static Ketama libmemcached() {
    return new Ketama(Count.WEIGHTED, false, false, Integer.MAX_VALUE);
  }

  /** spymemcached's {@code KetamaNodeLocator}: a map of points, so the last equal one stays. */
  static Ketama spymemcached() {
    return new Ketama(Count.WEIGHTED_UNLESS_ALL_ONE, false, true, Integer.MAX_VALUE);
  }

  /** The MD5 rings of memcached's proxy, which know no weights. */
  static Ketama memcachedProxy() {
    return new Ketama(Count.FIXED, false, false, Integer.MAX_VALUE);
  }

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    LiveServers alive =
        nameOrder
            ? LiveServers.inNameOrder(servers, live)
            : LiveServers.inGivenOrder(servers, live);
    PointRing.Builder ring = new PointRing.Builder(servers.size(), lastWins);
    Md5Points md5 = new Md5Points();
    boolean weighted = isWeighted(servers);
    for (int server : alive.order()) {
      ServerPoint point = servers.get(server);
      int digests =
          weighted
              ? digests(point.weight(), alive.totalWeight(), alive.count())
              : POINTS / Md5Points.PER_DIGEST;
      for (int k = 0; k < digests; k++) {
        md5.digest(point.name() + "-" + k, textLimit);
        for (int word = 0; word < Md5Points.PER_DIGEST; word++) {
          ring.add(md5.word(word), server);
        }
      }
    }
    return ring.build();
  }

  private boolean isWeighted(List<ServerPoint> servers) {
    return switch (count) {
      case WEIGHTED -> true;
      case WEIGHTED_UNLESS_ALL_ONE -> servers.stream().anyMatch(server -> server.weight() != 1);
      case FIXED -> false;
    };
  }

  /** How many digests of four points a server gets; every step rounds to single precision. */
  static int digests(int weight, long totalWeight, int servers) {
    float share = (float) weight / (float) totalWeight;
    float exact = share * POINTS / Md5Points.PER_DIGEST * (float) servers;
    return (int) Math.floor((float) (exact + 1e-10));
  }
}
