package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The four ring points in the MD5 of a text; one use, one thread. */
final class Md5Points {

  /** Points from one digest. */
  static final int PER_DIGEST = 4;

  private final MessageDigest md5;
  private byte[] digest = {};

  Md5Points() {
    try {
      md5 = MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /** Digests the first {@code limit} bytes of a text. */
  void digest(String text, int limit) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    md5.update(bytes, 0, Math.min(bytes.length, limit));
    digest = md5.digest();
  }

  /** One of the digest's four little-endian words. */
  int word(int index) {
    return Bytes.i32(digest, 4 * index);
  }
}
