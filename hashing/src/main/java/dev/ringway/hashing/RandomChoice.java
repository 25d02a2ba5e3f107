package dev.ringway.hashing;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Twemproxy's {@code random}: any live server at each call; keys and weights do not matter. */
final class RandomChoice implements Distribution {

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    return new Ring(LiveServers.inNameOrder(servers, live).order(), servers.size());
  }

  private record Ring(int[] alive, int servers) implements HashRing {

    @Override
    public int serverOf(int keyHash) {
      int count = alive.length;
      return count == 0 ? -1 : alive[ThreadLocalRandom.current().nextInt(count)];
    }

    @Override
    public int[] points() {
      int[] points = new int[servers];
      for (int server : alive) {
        points[server] = 1;
      }
      return points;
    }

    @Override
    public double[] shares() {
      double[] shares = new double[servers];
      for (int server : alive) {
        shares[server] = 1.0 / alive.length;
      }
      return shares;
    }
  }
}
