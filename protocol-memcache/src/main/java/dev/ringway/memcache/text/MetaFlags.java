package dev.ringway.memcache.text;

/** The flags of one meta command: which were given, and in which token each stands. */
public final class MetaFlags {
  /** The longest line in tokens that memcached takes for a meta command. */
  static final int MAX_TOKENS = 19;

  private static final int LIMIT = 127;
  private static final boolean[] KNOWN = new boolean[LIMIT];

  static {
    for (char flag : "bNTRlOPLkstcfvhuqFCMJDI".toCharArray()) {
      KNOWN[flag] = true;
    }
  }

  private final int[] tokens = new int[LIMIT];
  private long low;
  private long high;
  private boolean strange;

  void clear() {
    low = 0;
    high = 0;
    strange = false;
  }

  /**
   * Adds the flag that a token begins with.
   *
   * @return false if memcached calls it a duplicate. A flag that memcached 1.6.18 does not know is
   *     left to the server to judge, with all behind it
   */
  boolean add(byte flag, int token) {
    if (flag < 0 || flag >= LIMIT || has((char) flag)) {
      return strange;
    }
    strange |= !KNOWN[flag];
    if (flag < 64) {
      low |= 1L << flag;
    } else {
      high |= 1L << flag;
    }
    tokens[flag] = token;
    return true;
  }

  /** Whether a flag was given. */
  public boolean has(char flag) {
    return ((flag < 64 ? low : high) >>> flag & 1) != 0;
  }

  /** Which token of the line a flag given stands in. */
  public int token(char flag) {
    return tokens[flag];
  }
}
