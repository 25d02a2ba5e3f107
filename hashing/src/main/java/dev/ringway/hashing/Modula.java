package dev.ringway.hashing;

import java.util.Arrays;
import java.util.List;

/** Twemproxy's {@code modula}: the hash modulo the sum of live weights, servers in name order. */
final class Modula implements Distribution {

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    LiveServers alive = LiveServers.inNameOrder(servers, live);
    int[] table = new int[Math.toIntExact(alive.totalWeight())];
    int next = 0;
    for (int server : alive.order()) {
      int end = next + servers.get(server).weight();
      Arrays.fill(table, next, end, server);
      next = end;
    }
    return new ModuloTable(table, servers.size());
  }
}
