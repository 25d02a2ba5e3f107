package dev.ringway.core.config;

import dev.ringway.hashing.HashTag;
import dev.ringway.hashing.Placement;
import org.jspecify.annotations.Nullable;

/**
 * How a pool spreads keys; the words are those of {@code dev.ringway.hashing.KeyLocator}.
 *
 * @param hash the key hash, for example {@code fnv1a_64}
 * @param distribution the ring, for example {@code ketama}
 * @param hashTag two characters, or null
 * @param seed for seeded hashes, or null
 * @param signedBytes whether bytes from 0x80 are negative, as in twemproxy on x86
 */
public record RingConfig(
    String hash,
    String distribution,
    @Nullable String hashTag,
    @Nullable String seed,
    boolean signedBytes) {
  /** twemproxy's defaults: {@code fnv1a_64} and {@code ketama}. */
  public static final RingConfig DEFAULT = new RingConfig("fnv1a_64", "ketama", null, null, true);

  /**
   * The choice as the hashing module takes it.
   *
   * @throws IllegalArgumentException with a sentence for the one who wrote the configuration
   */
  public Placement placement() {
    HashTag tag = hashTag == null ? HashTag.none() : HashTag.of(hashTag);
    return new Placement(hash, distribution, tag, seed == null ? "" : seed, signedBytes);
  }
}
