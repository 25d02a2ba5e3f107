package dev.ringway.memcache.rewrite;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A key as a word of a command line: as it is, or, if it has bytes that would end the word, in
 * base64, which only meta commands take.
 *
 * @param text what stands in the line; one character a byte
 * @param binary whether it is base64 and the command must have the b flag
 */
record KeyWord(String text, boolean binary) {
  /** The word for a key. */
  static KeyWord of(byte[] key) {
    for (byte b : key) {
      if (b == ' ' || b == '\n' || b == '\r' || b == 0) {
        return new KeyWord(base64(key), true);
      }
    }
    return new KeyWord(new String(key, StandardCharsets.ISO_8859_1), false);
  }

  static String base64(byte[] key) {
    return Base64.getEncoder().encodeToString(key);
  }

  /** What must follow among the flags. */
  String flag() {
    return binary ? " b" : "";
  }
}
