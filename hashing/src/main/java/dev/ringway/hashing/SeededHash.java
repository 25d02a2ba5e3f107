package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;

/** Seeds for hashes that have none: the result is xored with the seed's hash and mixed. */
final class SeededHash {

  private SeededHash() {}

  static KeyHash of(KeyHash plain, String seed) {
    int salt = (int) salt(seed);
    return (bytes, offset, length) -> Mix.mix32(plain.hash(bytes, offset, length) ^ salt);
  }

  static WideKeyHash ofWide(WideKeyHash plain, String seed) {
    long salt = salt(seed);
    return (bytes, offset, length) -> Mix.mix64(plain.hash(bytes, offset, length) ^ salt);
  }

  private static long salt(String seed) {
    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
    return new Xxh3(0).hash(bytes, 0, bytes.length);
  }
}
