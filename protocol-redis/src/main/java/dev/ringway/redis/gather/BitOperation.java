package dev.ringway.redis.gather;

import org.jspecify.annotations.Nullable;

/** What BITOP makes of several strings, the shorter of which end in zeros. */
enum BitOperation {
  AND,
  OR,
  XOR,
  NOT;

  /** The operation of this name in upper case, or null. */
  static @Nullable BitOperation named(String word) {
    for (BitOperation operation : values()) {
      if (operation.name().equals(word)) {
        return operation;
      }
    }
    return null;
  }

  /** The result, as long as the longest string. */
  byte[] of(byte[][] strings) {
    int longest = 0;
    for (byte[] string : strings) {
      longest = Math.max(longest, string.length);
    }
    byte[] result = new byte[longest];
    System.arraycopy(strings[0], 0, result, 0, strings[0].length);
    if (this == NOT) {
      for (int i = 0; i < longest; i++) {
        result[i] = (byte) ~result[i];
      }
    }
    for (int s = 1; s < strings.length; s++) {
      combine(result, strings[s]);
    }
    return result;
  }

  private void combine(byte[] result, byte[] string) {
    for (int i = 0; i < result.length; i++) {
      byte other = i < string.length ? string[i] : 0;
      result[i] =
          (byte)
              switch (this) {
                case AND -> result[i] & other;
                case OR -> result[i] | other;
                case XOR -> result[i] ^ other;
                case NOT -> result[i];
              };
    }
  }
}
