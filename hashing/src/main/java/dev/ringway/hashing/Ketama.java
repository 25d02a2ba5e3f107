package dev.ringway.hashing;

import java.util.List;

/**
 * Twemproxy's consistent hashing, which is also libmemcached's weighted ketama. A server's MD5
 * digests of {@code name-k} give four points each. How many digests a server gets is computed in
 * single precision, as both programs do: equal weights yield 160 points each, but 156 for some
 * numbers of servers (25, 47, 50 …), and a very small weight may yield none.
 *
 * <p>Weights and counts are those of the live servers, so an ejection can change the points of the
 * servers that stay.
 */
final class Ketama implements Distribution {

  private static final int POINTS = 160;

  private final boolean nameOrder;
  private final int textLimit;

  private Ketama(boolean nameOrder, int textLimit) {
    this.nameOrder = nameOrder;
    this.textLimit = textLimit;
  }

  /** Twemproxy's: equal points go to the first server in name order. */
  static Ketama twemproxy() {
    return new Ketama(true, 272);
  }

  /** libmemcached's: equal points go to the first server of the list. */
  static Ketama libmemcached() {
    return new Ketama(false, Integer.MAX_VALUE);
  }

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    LiveServers alive =
        nameOrder
            ? LiveServers.inNameOrder(servers, live)
            : LiveServers.inGivenOrder(servers, live);
    PointRing.Builder ring = new PointRing.Builder(servers.size(), false);
    Md5Points md5 = new Md5Points();
    for (int server : alive.order()) {
      ServerPoint point = servers.get(server);
      int digests = digests(point.weight(), alive.totalWeight(), alive.count());
      for (int k = 0; k < digests; k++) {
        md5.digest(point.name() + "-" + k, textLimit);
        for (int word = 0; word < Md5Points.PER_DIGEST; word++) {
          ring.add(md5.word(word), server);
        }
      }
    }
    return ring.build();
  }

  /** How many digests of four points a server gets; every step rounds to single precision. */
  static int digests(int weight, long totalWeight, int servers) {
    float share = (float) weight / (float) totalWeight;
    float exact = share * POINTS / Md5Points.PER_DIGEST * (float) servers;
    return (int) Math.floor((float) (exact + 1e-10));
  }
}
