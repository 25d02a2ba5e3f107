package dev.ringway.hashing;

import java.util.List;

/** The key hashes by the names that configuration files use. */
public final class KeyHashes {

  private static final List<String> NAMES =
      List.of(
          "one_at_a_time",
          "md5",
          "crc16",
          "crc32",
          "crc32a",
          "fnv1_64",
          "fnv1a_64",
          "fnv1_32",
          "fnv1a_32",
          "hsieh",
          "murmur",
          "jenkins");

  private static final List<String> WIDE_NAMES = List.of("xxh3", "murmur64a");

  private KeyHashes() {}

  /** The twelve names of Twemproxy, in the order of its documentation. */
  public static List<String> names() {
    return NAMES;
  }

  /** The names of the 64-bit hashes, which Twemproxy does not have. */
  public static List<String> wideNames() {
    return WIDE_NAMES;
  }

  /**
   * One of Twemproxy's twelve functions.
   *
   * @param signedBytes whether bytes from 0x80 on are sign-extended, as by nutcracker on x86; its
   *     builds for ARM Linux do not. Only the {@code fnv*}, {@code one_at_a_time} and {@code hsieh}
   *     functions and non-ASCII keys are affected
   * @throws IllegalArgumentException if the name is none of {@link #names()}
   */
  public static KeyHash named(String twemproxyName, boolean signedBytes) {
    int mask = signedBytes ? -1 : 0xff;
    return switch (twemproxyName) {
      case "one_at_a_time" -> new OneAtATime(mask);
      case "md5" -> new Md5();
      case "crc16" -> new Crc16();
      case "crc32" -> new Crc32(true);
      case "crc32a" -> new Crc32(false);
      case "fnv1_64" -> new Fnv1(Fnv1.BASIS_64, Fnv1.PRIME_64, mask);
      case "fnv1a_64" -> new Fnv1a(Fnv1.BASIS_64, Fnv1.PRIME_64, mask);
      case "fnv1_32" -> new Fnv1(Fnv1.BASIS_32, Fnv1.PRIME_32, mask);
      case "fnv1a_32" -> new Fnv1a(Fnv1.BASIS_32, Fnv1.PRIME_32, mask);
      case "hsieh" -> new Hsieh(mask);
      case "murmur" -> new Murmur2();
      case "jenkins" -> new Jenkins();
      default -> throw unknown(twemproxyName);
    };
  }

  /**
   * A 64-bit function: {@code xxh3} (memcached's proxy) or {@code murmur64a} (mcrouter).
   *
   * @param seed any text; {@code xxh3} starts from its own hash of the text, and from 0 when it is
   *     empty, as memcached's proxy does; {@code murmur64a} has mcrouter's fixed seed
   * @throws IllegalArgumentException if the name is none of {@link #wideNames()}
   */
  public static WideKeyHash wideNamed(String name, String seed) {
    return switch (name) {
      case "xxh3" -> Xxh3.seededBy(seed);
      case "murmur64a" -> new Murmur64A(Murmur64A.MCROUTER_SEED);
      default -> throw unknown(name);
    };
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "unknown hash \"%s\"; known are %s and %s"
            .formatted(name, String.join(", ", NAMES), String.join(", ", WIDE_NAMES)));
  }
}
