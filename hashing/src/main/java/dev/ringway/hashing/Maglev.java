package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Maglev hashing (Eisenbud and others, 2016) with a table of 65537 entries. Servers take turns, in
 * proportion to their weights, to claim the next free entry of their own permutation of the table.
 * Spread is almost even; the loss of a server moves few keys of the others. Permutations come from
 * XXH3 of the name, with seeds 0 and 1.
 */
final class Maglev implements Distribution {

  /** A prime, about a hundred times the servers of a large pool. */
  static final int TABLE = 65537;

  private static final Xxh3 OFFSETS = new Xxh3(0);
  private static final Xxh3 SKIPS = new Xxh3(1);

  @Override
  public HashRing ring(List<ServerPoint> servers, boolean[] live) {
    int[] order = LiveServers.inNameOrder(servers, live).order();
    int[] table = new int[order.length == 0 ? 0 : TABLE];
    if (order.length > 0) {
      fill(table, servers, order);
    }
    return new ModuloTable(table, servers.size());
  }

  private static void fill(int[] table, List<ServerPoint> servers, int[] order) {
    Arrays.fill(table, -1);
    int heaviest = Arrays.stream(order).map(i -> servers.get(i).weight()).max().orElseThrow();
    int[] next = new int[order.length];
    int[] skip = new int[order.length];
    long[] credit = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      byte[] name = servers.get(order[i]).name().getBytes(StandardCharsets.UTF_8);
      next[i] = (int) Long.remainderUnsigned(OFFSETS.hash(name, 0, name.length), TABLE);
      skip[i] = (int) Long.remainderUnsigned(SKIPS.hash(name, 0, name.length), TABLE - 1) + 1;
    }
    int free = TABLE;
    while (free > 0) {
      for (int i = 0; i < order.length && free > 0; i++) {
        credit[i] += servers.get(order[i]).weight();
        if (credit[i] >= heaviest) {
          credit[i] -= heaviest;
          next[i] = claim(table, next[i], skip[i], order[i]);
          free--;
        }
      }
    }
  }

  private static int claim(int[] table, int from, int skip, int server) {
    int at = from;
    while (table[at] >= 0) {
      at = (int) (((long) at + skip) % TABLE);
    }
    table[at] = server;
    return at;
  }
}
