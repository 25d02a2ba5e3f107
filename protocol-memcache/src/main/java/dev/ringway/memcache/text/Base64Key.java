package dev.ringway.memcache.text;

import java.util.Arrays;

/**
 * Decodes the key of a meta command with the b flag as memcached does, because the decoded key is
 * the one that is stored, and so the one that is hashed: bytes outside of the alphabet are passed
 * over, and what follows the padding is not looked at.
 */
public final class Base64Key {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
    VALUES['='] = 0;
  }

  private Base64Key() {}

  /**
   * Decodes {@code key[0, length)} in place.
   *
   * @return the decoded length, or 0 if memcached refuses to decode it
   */
  public static int decode(byte[] key, int length) {
    if (!isWhole(key, length)) {
      return 0;
    }
    int decoded = 0;
    int group = 0;
    int digits = 0;
    int padding = 0;
    for (int i = 0; i < length; i++) {
      int value = VALUES[key[i] & 0xff];
      if (value < 0) {
        continue;
      }
      if (key[i] == '=') {
        padding++;
      }
      group = group << 6 | value;
      if (++digits < 4) {
        continue;
      }
      if (padding > 2) {
        return 0;
      }
      key[decoded++] = (byte) (group >> 16);
      key[decoded++] = (byte) (group >> 8);
      key[decoded++] = (byte) group;
      if (padding > 0) {
        return decoded - padding;
      }
      group = 0;
      digits = 0;
    }
    return decoded;
  }

  /** Whether the digits fill groups of four. */
  private static boolean isWhole(byte[] key, int length) {
    int digits = 0;
    for (int i = 0; i < length; i++) {
      if (VALUES[key[i] & 0xff] >= 0) {
        digits++;
      }
    }
    return digits > 0 && (digits & 3) == 0;
  }
}
