package dev.ringway.hashing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a pool's servers get of its keys, and what is odd about it.
 *
 * @param servers one row for each server, in the pool's order
 * @param warnings sentences for the one who wrote the configuration; empty if all is well
 */
public record RingReport(List<Server> servers, List<String> warnings) {

  private static final double LEAST_OF_FAIR_SHARE = 0.5;
  private static final double MOST_OF_FAIR_SHARE = 2;

  /** Keeps its own copies. */
  public RingReport {
    servers = List.copyOf(servers);
    warnings = List.copyOf(warnings);
  }

  /**
   * A server's part.
   *
   * @param name its ring identity
   * @param weight its configured weight
   * @param points its ring points, slots or table entries
   * @param share of all keys, 0 to 1, if their hashes are spread evenly
   */
  public record Server(String name, int weight, int points, double share) {}

  /** Looks at a locator's ring, live servers only. */
  public static RingReport of(KeyLocator locator) {
    HashRing ring = locator.ring();
    int[] points = ring.points();
    double[] shares = isCut(locator) ? cutShares(ring, points.length) : ring.shares();
    List<ServerPoint> all = locator.servers();
    List<Server> rows =
        IntStream.range(0, all.size())
            .mapToObj(i -> new Server(all.get(i).name(), all.get(i).weight(), points[i], shares[i]))
            .toList();
    return new RingReport(rows, all.size() == 1 ? List.of() : warnings(locator, rows));
  }

  /** Twemproxy's {@code crc32} has 15 bits, so most of a ring is never reached. */
  private static boolean isCut(KeyLocator locator) {
    Placement placement = locator.placement();
    return placement.hash().equals("crc32") && placement.seed().isEmpty();
  }

  private static double[] cutShares(HashRing ring, int servers) {
    double[] shares = new double[servers];
    for (int hash = 0; hash <= Crc32.CUT_MAX; hash++) {
      int server = ring.serverOf(hash);
      if (server >= 0) {
        shares[server] += 1.0 / (Crc32.CUT_MAX + 1);
      }
    }
    return shares;
  }

  private static List<String> warnings(KeyLocator locator, List<Server> rows) {
    List<String> warnings = new ArrayList<>();
    Placement placement = locator.placement();
    boolean weighted = Distributions.hasWeights(placement.distribution());
    boolean unequal =
        locator.servers().stream().mapToInt(ServerPoint::weight).distinct().count() > 1;
    if (unequal && !weighted) {
      warnings.add(
          "distribution \"%s\" ignores weights, and the servers' weights differ"
              .formatted(placement.distribution()));
    }
    if (rows.stream().filter(row -> row.share() > 0).count() == 1 && isCut(locator)) {
      warnings.add(
          "hash \"crc32\" yields 15 bits only, so with distribution \"%s\" every key goes to one server"
              .formatted(placement.distribution()));
      return warnings;
    }
    long live = IntStream.range(0, rows.size()).filter(locator::isLive).count();
    long weight =
        IntStream.range(0, rows.size())
            .filter(locator::isLive)
            .mapToLong(i -> rows.get(i).weight())
            .sum();
    IntStream.range(0, rows.size())
        .filter(locator::isLive)
        .forEach(i ->
            share(
                rows.get(i),
                weighted ? (double) rows.get(i).weight() / weight : 1.0 / live,
                warnings));
    return warnings;
  }

  private static void share(Server row, double fair, List<String> warnings) {
    if (row.points() == 0) {
      warnings.add(
          "server \"%s\" gets no keys: weight %d is too small beside the others"
              .formatted(row.name(), row.weight()));
    } else if (row.share() < fair * LEAST_OF_FAIR_SHARE
        || row.share() > fair * MOST_OF_FAIR_SHARE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "server \"%s\" gets %.1f %% of the keys, where its weight asks for %.1f %%",
              row.name(),
              100 * row.share(),
              100 * fair));
    }
  }
}
