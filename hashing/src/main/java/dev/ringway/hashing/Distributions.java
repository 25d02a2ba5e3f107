package dev.ringway.hashing;

import java.util.List;
import java.util.Map;

/** The distributions by the names that configuration files use, with their default key hashes. */
public final class Distributions {

  private static final Map<String, String> DEFAULT_HASHES =
      Map.of("ketama", "fnv1a_64", "modula", "fnv1a_64", "random", "fnv1a_64", "jump", "xxh3");

  private static final List<String> NAMES = List.of("ketama", "modula", "random", "jump");

  private Distributions() {}

  /** All names; the first three are Twemproxy's. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The key hash of the program that a distribution comes from, used where none is configured.
   *
   * @throws IllegalArgumentException if the name is none of {@link #names()}
   */
  public static String defaultHash(String distribution) {
    check(distribution);
    return DEFAULT_HASHES.getOrDefault(distribution, "xxh3");
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
      case "modula" -> new Modula();
      case "random" -> new RandomChoice();
      case "jump" -> new Jump();
      default -> throw new IllegalArgumentException("unknown distribution " + distribution);
    };
  }
}
