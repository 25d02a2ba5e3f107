package dev.ringway.hashing;

import java.util.List;

/** The distributions by the names that configuration files use, with their default key hashes. */
public final class Distributions {

  private static final int LIBMEMCACHED_POINTS = 100;
  private static final int OTHER_POINTS = 160;

  private static final List<String> NAMES =
      List.of(
          "ketama",
          "modula",
          "random",
          "jump",
          "memcached_proxy",
          "memcached_proxy_ketama",
          "memcached_proxy_twemproxy",
          "memcached_proxy_evcache",
          "libmemcached_weighted",
          "libmemcached_ketama",
          "libmemcached_modula",
          "libmemcached_spy",
          "spymemcached",
          "spymemcached_libmemcached",
          "slots",
          "maglev",
          "ch3");

  private Distributions() {}

  /** All names; the first three are Twemproxy's. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The key hash that the program a distribution comes from uses unless told otherwise.
   *
   * @throws IllegalArgumentException if the name is none of {@link #names()}
   */
  public static String defaultHash(String distribution) {
    check(distribution);
    return switch (distribution) {
      case "ketama", "modula", "random" -> "fnv1a_64";
      case "libmemcached_weighted", "spymemcached", "spymemcached_libmemcached" -> "md5";
      case "libmemcached_ketama", "libmemcached_modula", "libmemcached_spy" -> "one_at_a_time";
      case "slots" -> "crc16";
      case "ch3" -> "murmur64a";
      default -> "xxh3";
    };
  }

  /** Whether a distribution lays servers out by their weights. */
  public static boolean hasWeights(String distribution) {
    return switch (distribution) {
      case "ketama",
          "modula",
          "libmemcached_weighted",
          "libmemcached_ketama",
          "spymemcached",
          "spymemcached_libmemcached",
          "slots",
          "maglev" ->
          true;
      default -> false;
    };
  }

  static void check(String distribution) {
    if (!NAMES.contains(distribution)) {
      throw new IllegalArgumentException(
          "unknown distribution \"%s\"; known are %s"
              .formatted(distribution, String.join(", ", NAMES)));
    }
  }

  static Distribution named(String distribution, String hash, boolean signedBytes) {
    return switch (distribution) {
      case "ketama" -> Ketama.twemproxy();
      case "modula" -> new Modula(true);
      case "random" -> new RandomChoice();
      case "jump" -> new Jump();
      case "memcached_proxy" -> new HashedPoints(new Xxh3(0).low(), OTHER_POINTS, false);
      case "memcached_proxy_ketama", "memcached_proxy_twemproxy", "memcached_proxy_evcache" ->
          Ketama.memcachedProxy();
      case "libmemcached_weighted" -> Ketama.libmemcached();
      case "libmemcached_ketama", "libmemcached_spy" -> libmemcached(textHash(hash, signedBytes));
      case "libmemcached_modula" -> new Modula(false);
      case "spymemcached", "spymemcached_libmemcached" ->
          hash.equals("md5") ? Ketama.spymemcached() : spymemcached(textHash(hash, signedBytes));
      case "slots" -> Slots.even();
      case "maglev" -> new Maglev();
      case "ch3" -> new Ch3();
      default -> throw new IllegalStateException("no distribution " + distribution);
    };
  }

  /**
   * libmemcached hashes points like keys, but turns to its weighted ketama if a weight is not 1.
   */
  private static Distribution libmemcached(KeyHash hash) {
    HashedPoints even = new HashedPoints(hash, LIBMEMCACHED_POINTS, false);
    return (servers, live) ->
        (isWeighted(servers) ? Ketama.libmemcached() : even).ring(servers, live);
  }

  private static Distribution spymemcached(KeyHash hash) {
    HashedPoints even = new HashedPoints(hash, OTHER_POINTS, true);
    return (servers, live) ->
        (isWeighted(servers) ? Ketama.spymemcached() : even).ring(servers, live);
  }

  private static boolean isWeighted(List<ServerPoint> servers) {
    return servers.stream().anyMatch(server -> server.weight() != 1);
  }

  private static KeyHash textHash(String hash, boolean signedBytes) {
    return KeyHashes.wideNames().contains(hash)
        ? KeyHashes.wideNamed(hash, "").low()
        : KeyHashes.named(hash, signedBytes);
  }
}
