package dev.ringway.hashing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The live servers of a pool, in the order that a distribution looks at them.
 *
 * @param order indexes into the whole list
 * @param totalWeight of the live servers only
 */
record LiveServers(int[] order, long totalWeight) {

  static LiveServers inNameOrder(List<ServerPoint> servers, boolean[] live) {
    Comparator<Integer> byName =
        Comparator.comparing(i -> servers.get(i).name(), ServerNames.twemproxyOrder());
    return of(servers, live(live, servers.size()).boxed().sorted(byName).mapToInt(i -> i));
  }

  static LiveServers inGivenOrder(List<ServerPoint> servers, boolean[] live) {
    return of(servers, live(live, servers.size()));
  }

  private static IntStream live(boolean[] live, int servers) {
    if (live.length != servers) {
      throw new IllegalArgumentException(live.length + " live flags for " + servers + " servers");
    }
    return IntStream.range(0, servers).filter(i -> live[i]);
  }

  private static LiveServers of(List<ServerPoint> servers, IntStream indexes) {
    int[] order = indexes.toArray();
    return new LiveServers(
        order, Arrays.stream(order).mapToLong(i -> servers.get(i).weight()).sum());
  }

  int count() {
    return order.length;
  }
}
