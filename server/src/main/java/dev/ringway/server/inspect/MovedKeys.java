package dev.ringway.server.inspect;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.hashing.RingDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many keys change servers when one configuration takes another's place.
 *
 * <p>Pools are compared by name, and else by the listener: one of the same address or name, before
 * and after, that leads straight to a pool. A pool that is gone counts as moved whole.
 */
public final class MovedKeys {
  private static final int SAMPLES = 100_000;

  /** One pool's part; {@code share} is from 0 to 1. */
  private record Part(String title, double share, List<String> rows) {}

  private final List<Part> parts = new ArrayList<>();

  /** Compares two checked configurations. */
  public MovedKeys(ProxyConfig before, ProxyConfig after) {
    Map<String, String> successors = successors(before, after);
    for (PoolConfig old : before.pools().values()) {
      String successor = successors.get(old.name());
      parts.add(successor == null ? gone(old) : compared(old, after.pool(successor)));
    }
    for (String name : after.pools().keySet()) {
      if (!successors.containsValue(name)) {
        parts.add(new Part("pool " + name + ": is new", 0, List.of()));
      }
    }
  }

  /** The largest share of any pool's keys that move, 0 to 1. */
  public double largestShare() {
    return parts.stream().mapToDouble(Part::share).max().orElse(0);
  }

  /** A line for each pool and each of its servers. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Part part : parts) {
      lines.add(part.title());
      lines.addAll(part.rows());
    }
    return lines;
  }

  private static Map<String, String> successors(ProxyConfig before, ProxyConfig after) {
    Map<String, String> successors = new LinkedHashMap<>();
    for (String name : before.pools().keySet()) {
      if (after.pools().containsKey(name)) {
        successors.put(name, name);
      }
    }
    for (ListenerConfig old : before.listeners()) {
      for (ListenerConfig now : after.listeners()) {
        boolean same = old.name().equals(now.name()) || old.listen().equals(now.listen());
        if (same
            && old.route() instanceof RouteConfig.Pool from
            && now.route() instanceof RouteConfig.Pool to) {
          successors.putIfAbsent(from.pool(), to.pool());
        }
      }
    }
    return successors;
  }

  private static Part gone(PoolConfig pool) {
    return new Part("pool " + pool.name() + ": is gone, with all its keys", 1, List.of());
  }

  private static Part compared(PoolConfig before, PoolConfig after) {
    String name =
        before.name().equals(after.name())
            ? before.name()
            : before.name() + ", now " + after.name();
    if (isRandom(before) || isRandom(after)) {
      return before.ring().distribution().equals(after.ring().distribution())
          ? new Part("pool " + name + ": random, keys have no place", 0, List.of())
          : new Part("pool " + name + ": to or from random, every key moves", 1, List.of());
    }
    RingDiff diff = RingDiff.between(before.locator(), after.locator(), SAMPLES);
    List<String> rows = new ArrayList<>();
    int width = diff.servers().stream().mapToInt(s -> s.name().length()).max().orElse(1);
    for (RingDiff.Server server : diff.servers()) {
      rows.add(row(server, diff.sampled(), Math.max(1, width)));
    }
    return new Part(
        String.format(Locale.ROOT, "pool %s: %.2f %% of keys move", name, 100 * diff.movedShare()),
        diff.movedShare(),
        rows);
  }

  private static String row(RingDiff.Server server, int sampled, int width) {
    double percent = 100.0 / sampled;
    return String.format(
        Locale.ROOT,
        "  %-" + width + "s  %6.2f %% -> %6.2f %%, loses %.2f, gains %.2f",
        server.name(),
        percent * server.before(),
        percent * server.after(),
        percent * server.left(),
        percent * server.arrived());
  }

  private static boolean isRandom(PoolConfig pool) {
    return pool.servers().size() > 1 && pool.ring().distribution().equals("random");
  }
}
