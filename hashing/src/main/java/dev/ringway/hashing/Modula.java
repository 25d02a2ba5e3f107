package dev.ringway.hashing;

import java.util.Arrays;
import java.util.List;

/**
 * The hash modulo the number of servers.
 *
 * @param twemproxy Twemproxy's form, where a server counts weight times and servers stand in name
 *     order; else libmemcached's, without weights and as listed
 */
record Modula(boolean twemproxy) implements Distribution {

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    if (!twemproxy) {
      return new ModuloTable(LiveServers.inGivenOrder(servers, live).order(), servers.size());
    }
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
