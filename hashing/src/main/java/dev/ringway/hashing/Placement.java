package dev.ringway.hashing;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pool's checked choice of how keys find servers.
 *
 * @param hash one of {@link KeyHashes#names()} or {@link KeyHashes#wideNames()}
 * @param distribution one of {@link Distributions#names()}
 * @param tag the part of the key that counts
 * @param seed text that makes pools of the same servers place keys differently, "" for none. {@code
 *     xxh3} takes it as memcached's proxy does; the hash of any other is mixed with it, so that a
 *     seeded pool never equals a Twemproxy pool
 * @param signedBytes see {@link KeyHashes#named}
 */
public record Placement(
    String hash, String distribution, HashTag tag, String seed, boolean signedBytes) {

  /**
   * Refuses unknown names, and hashes and seeds that a distribution cannot use.
   *
   * @throws IllegalArgumentException with a sentence for the one who wrote the configuration
   */
  public Placement {
    Distributions.check(distribution);
    if (!KeyHashes.names().contains(hash) && !KeyHashes.wideNames().contains(hash)) {
      KeyHashes.named(hash, signedBytes);
    }
    if (distribution.equals("slots") && !hash.equals("crc16")) {
      throw new IllegalArgumentException(
          "distribution \"slots\" needs hash \"crc16\", not \"" + hash + "\"");
    }
    if (distribution.equals("ch3") && !hash.equals("murmur64a")) {
      throw new IllegalArgumentException(
          "distribution \"ch3\" needs hash \"murmur64a\", not \"" + hash + "\"");
    }
    if (distribution.equals("slots") && !seed.isEmpty()) {
      throw new IllegalArgumentException("distribution \"slots\" takes no seed");
    }
  }

  /**
   * A choice with defaults filled in.
   *
   * @param hash or null for the distribution's own default
   * @param distribution or null for {@code ketama}
   */
  public static Placement of(@Nullable String hash, @Nullable String distribution, HashTag tag) {
    String rule = distribution == null ? "ketama" : distribution;
    return new Placement(
        hash == null ? Distributions.defaultHash(rule) : hash, rule, tag, "", true);
  }

  /** This choice under a seed. */
  public Placement withSeed(String text) {
    return new Placement(hash, distribution, tag, text, signedBytes);
  }

  /** This choice with bytes read as signed (x86) or unsigned (ARM). */
  public Placement withSignedBytes(boolean signed) {
    return new Placement(hash, distribution, tag, seed, signed);
  }

  /** The locator of a pool with all servers live. */
  public KeyLocator locator(List<ServerPoint> servers) {
    boolean[] live = new boolean[servers.size()];
    Arrays.fill(live, true);
    return locator(servers, live);
  }

  /** The locator of a pool, one flag for each server. */
  public KeyLocator locator(List<ServerPoint> servers, boolean[] live) {
    return locator(Distributions.named(distribution, hash, signedBytes), servers, live);
  }

  /** The locator of a pool over a distribution that has no name, e.g. given {@link Slots}. */
  public KeyLocator locator(Distribution own, List<ServerPoint> servers, boolean[] live) {
    return new KeyLocator(this, own, servers, live);
  }

  boolean isWide() {
    return KeyHashes.wideNames().contains(hash);
  }

  KeyHash keyHash() {
    KeyHash plain = KeyHashes.named(hash, signedBytes);
    return seed.isEmpty() || isRingHashOfMemcachedProxy() ? plain : SeededHash.of(plain, seed);
  }

  WideKeyHash wideKeyHash() {
    WideKeyHash plain = KeyHashes.wideNamed(hash, seed);
    return seed.isEmpty() || hash.equals("xxh3") ? plain : SeededHash.ofWide(plain, seed);
  }

  /** memcached's proxy ignores the seed when its ring's own hash is the key hash. */
  private boolean isRingHashOfMemcachedProxy() {
    return hash.equals("md5") && distribution.startsWith("memcached_proxy");
  }
}
