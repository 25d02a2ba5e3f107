package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many keys change servers between two configurations of a pool, found by trying sampled keys.
 *
 * @param sampled how many keys were tried
 * @param moved how many of them live on another server afterwards
 * @param servers one row for each server of either side, in name order
 */
public record RingDiff(int sampled, int moved, List<Server> servers) {

  private static final String NOBODY = "";
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  /** Keeps its own copy. */
  public RingDiff {
    servers = List.copyOf(servers);
  }

  /**
   * A server's gains and losses, in sampled keys.
   *
   * @param name its identity on both sides
   * @param before keys it had
   * @param after keys it has
   * @param left keys it had and has no more
   * @param arrived keys it has and had not
   */
  public record Server(String name, int before, int after, int left, int arrived) {}

  /** Compares by ring identity, with {@code samples} keys that are the same at every call. */
  public static RingDiff between(KeyLocator before, KeyLocator after, int samples) {
    return between(before, names(before), after, names(after), samples);
  }

  /**
   * Compares by identities of the caller's choice, such as addresses, where a server keeps its data
   * under a new name.
   *
   * @param beforeIds one for each server of {@code before}
   * @param afterIds one for each server of {@code after}
   */
  public static RingDiff between(
      KeyLocator before,
      List<String> beforeIds,
      KeyLocator after,
      List<String> afterIds,
      int samples) {
    Map<String, Tally> tallies = new TreeMap<>(ServerNames.twemproxyOrder());
    tallies.put(NOBODY, new Tally());
    beforeIds.forEach(id -> tallies.put(id, new Tally()));
    afterIds.forEach(id -> tallies.put(id, new Tally()));
    int moved = 0;
    byte[] key = "sample:0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < samples; i++) {
      write(key, Mix.mix64(i));
      String from = owner(before, beforeIds, key);
      String to = owner(after, afterIds, key);
      boolean moves = !from.equals(to);
      tallies.computeIfPresent(from, (id, tally) -> tally.loses(moves));
      tallies.computeIfPresent(to, (id, tally) -> tally.gains(moves));
      moved += moves ? 1 : 0;
    }
    tallies.remove(NOBODY);
    List<Server> rows =
        tallies.entrySet().stream().map(row -> row.getValue().row(row.getKey())).toList();
    return new RingDiff(samples, moved, rows);
  }

  /** The share of sampled keys that move, 0 to 1. */
  public double movedShare() {
    return sampled == 0 ? 0 : (double) moved / sampled;
  }

  private static List<String> names(KeyLocator locator) {
    return locator.servers().stream().map(ServerPoint::name).toList();
  }

  private static String owner(KeyLocator locator, List<String> ids, byte[] key) {
    int server = locator.locate(key, 0, key.length);
    return server < 0 ? NOBODY : ids.get(server);
  }

  /** Writes a number's sixteen hexadecimal digits at the key's end. */
  private static void write(byte[] key, long number) {
    for (int i = 0; i < 16; i++) {
      key[key.length - 1 - i] = (byte) DIGITS[(int) (number >>> (4 * i)) & 15];
    }
  }

  /** One server's counts so far. */
  private static final class Tally {
    private int before;
    private int after;
    private int left;
    private int arrived;

    Tally loses(boolean moves) {
      before++;
      left += moves ? 1 : 0;
      return this;
    }

    Tally gains(boolean moves) {
      after++;
      arrived += moves ? 1 : 0;
      return this;
    }

    Server row(String name) {
      return new Server(name, before, after, left, arrived);
    }
  }
}
