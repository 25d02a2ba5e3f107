package dev.ringway.core.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One child for each prefix of the key: the part between a start and a stop text. Keys without such
 * a part, or with one that has no child, go to the default.
 */
public final class PrefixSelector implements Selector {
  private final byte[] start;
  private final byte[] stop;
  private final byte[][] prefixes;
  private final Route[] routes;
  private final Route otherwise;
  private final List<Route> children;

  /**
   * @param start what a key begins with for its prefix to count; empty for nothing
   * @param stop what ends the prefix, at least one character
   */
  public PrefixSelector(
      String start, String stop, Map<String, ? extends Route> routes, Route otherwise) {
    this.start = start.getBytes(StandardCharsets.UTF_8);
    this.stop = stop.getBytes(StandardCharsets.UTF_8);
    this.otherwise = otherwise;
    List<Route> all = new ArrayList<>(routes.values());
    all.add(otherwise);
    this.children = List.copyOf(all);
    int size = Integer.highestOneBit(Math.max(routes.size(), 1)) * 4;
    this.prefixes = new byte[size][];
    this.routes = new Route[size];
    routes.forEach((prefix, route) -> put(prefix.getBytes(StandardCharsets.UTF_8), route));
  }

  private void put(byte[] prefix, Route route) {
    int slot = slotOf(prefix, 0, prefix.length);
    while (prefixes[slot] != null) {
      slot = (slot + 1) & (prefixes.length - 1);
    }
    prefixes[slot] = prefix;
    routes[slot] = route;
  }

  private int slotOf(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ (hash >>> 15)) & (prefixes.length - 1);
  }

  @Override
  public Route select(Request request) {
    byte[] key = request.keyBytes();
    int from = request.keyOffset() + start.length;
    int end = request.keyOffset() + request.keyLength();
    if (from > end || !Arrays.equals(key, request.keyOffset(), from, start, 0, start.length)) {
      return otherwise;
    }
    for (int to = from; to + stop.length <= end; to++) {
      if (Arrays.equals(key, to, to + stop.length, stop, 0, stop.length)) {
        Route found = find(key, from, to);
        return found == null ? otherwise : found;
      }
    }
    return otherwise;
  }

  private @Nullable Route find(byte[] key, int from, int to) {
    int slot = slotOf(key, from, to);
    for (byte[] prefix = prefixes[slot]; prefix != null; prefix = prefixes[slot]) {
      if (Arrays.equals(key, from, to, prefix, 0, prefix.length)) {
        return routes[slot];
      }
      slot = (slot + 1) & (prefixes.length - 1);
    }
    return null;
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "prefix";
  }
}
