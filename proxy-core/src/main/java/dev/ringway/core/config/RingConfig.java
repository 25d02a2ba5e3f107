package dev.ringway.core.config;

import dev.ringway.hashing.HashTag;
import dev.ringway.hashing.Placement;
import org.jspecify.annotations.Nullable;

/**
 * How a pool spreads keys; the words are those of {@link Placement}.
 *
 * @param hash the key hash, for example {@code fnv1a_64}
 * @param distribution the ring, for example {@code ketama}
 * @param hashTag the marks that {@code tagRule} looks for, or null
 * @param tagRule what of a key between or before the marks is hashed
 * @param seed makes pools of the same servers place keys differently, or null
 * @param signedBytes whether bytes from 0x80 are negative, as in twemproxy on x86
 */
public record RingConfig(
    String hash,
    String distribution,
    @Nullable String hashTag,
    TagRule tagRule,
    @Nullable String seed,
    boolean signedBytes) {
  /** twemproxy's defaults: {@code fnv1a_64} and {@code ketama}. */
  public static final RingConfig DEFAULT =
      new RingConfig("fnv1a_64", "ketama", null, TagRule.PAIR, null, true);

  /** Which part of a key counts. */
  public enum TagRule {
    /** What stands between two marks, if there is any: twemproxy, Redis Cluster. */
    PAIR,
    /** What stands between two marks, even if nothing does: memcached's proxy. */
    PAIR_OR_EMPTY,
    /** What stands before the mark: memcached's proxy, mcrouter. */
    BEFORE
  }

  /**
   * This choice as the hashing module takes it.
   *
   * @throws IllegalArgumentException with a sentence for the one who wrote the configuration
   */
  public Placement placement() {
    return new Placement(hash, distribution, tag(), seed == null ? "" : seed, signedBytes);
  }

  private HashTag tag() {
    if (hashTag == null) {
      return HashTag.none();
    }
    return switch (tagRule) {
      case PAIR -> HashTag.of(hashTag);
      case PAIR_OR_EMPTY -> HashTag.memcachedTags(hashTag);
      case BEFORE -> HashTag.before(hashTag);
    };
  }
}
