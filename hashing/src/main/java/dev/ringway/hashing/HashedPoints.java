package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Consistent hashing with one point for each text {@code name-k}, by a hash of one's choice.
 *
 * @param hash of the texts
 * @param perServer how many points a server gets, whatever its weight
 * @param lastWins whether equal points go to the server listed last or first
 */
record HashedPoints(KeyHash hash, int perServer, boolean lastWins) implements Distribution {

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    PointRing.Builder ring = new PointRing.Builder(servers.size(), lastWins);
    for (int server : LiveServers.inGivenOrder(servers, live).order()) {
      String name = servers.get(server).name();
      for (int k = 0; k < perServer; k++) {
        byte[] text = (name + "-" + k).getBytes(StandardCharsets.UTF_8);
        ring.add(hash.hash(text, 0, text.length), server);
      }
    }
    return ring.build();
  }
}
