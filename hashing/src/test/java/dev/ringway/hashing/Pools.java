package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pools and keys for tests. */
final class Pools {

  private Pools() {}

  /** Servers {@code cache-0} and on, of weight 1. */
  static List<ServerPoint> equal(int count) {
    return IntStream.range(0, count).mapToObj(i -> new ServerPoint("cache-" + i, 1)).toList();
  }

  /** Servers {@code cache-0} and on, of these weights. */
  static List<ServerPoint> weighted(int... weights) {
    return IntStream.range(0, weights.length)
        .mapToObj(i -> new ServerPoint("cache-" + i, weights[i]))
        .toList();
  }

  /** All of {@code count} servers live but the named ones. */
  static boolean[] without(int count, int... dead) {
    boolean[] live = new boolean[count];
    Arrays.fill(live, true);
    Arrays.stream(dead).forEach(server -> live[server] = false);
    return live;
  }

  static KeyLocator locator(String distribution, List<ServerPoint> servers) {
    return Placement.of(null, distribution, HashTag.none()).locator(servers);
  }

  static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  static int locate(KeyLocator locator, String key) {
    return locator.locate(bytes(key), 0, bytes(key).length);
  }
}
