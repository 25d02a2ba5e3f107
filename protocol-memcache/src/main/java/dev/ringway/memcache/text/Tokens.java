package dev.ringway.memcache.text;

import java.util.Arrays;

/**
 * Where the words of a command line stand: cut at spaces, as memcached cuts. Positions are relative
 * to the line's first byte. Filled again for each line.
 */
public final class Tokens {
  private int[] spans = new int[32];
  private int count;
  private boolean hasNul;

  /**
   * Cuts the line in {@code line[from, newline)}; a return before the newline is not part of it.
   */
  public void cut(byte[] line, int from, int newline) {
    int end = newline - from > 1 && line[newline - 1] == '\r' ? newline - 1 : newline;
    int found = 0;
    boolean nul = false;
    int i = from;
    while (true) {
      while (i < end && line[i] == ' ') {
        i++;
      }
      if (i == end) {
        break;
      }
      int start = i;
      for (; i < end; i++) {
        byte b = line[i];
        if (b <= ' ') {
          if (b == ' ') {
            break;
          }
          if (b == 0) {
            nul = true;
            end = i;
            break;
          }
        }
      }
      if (2 * found == spans.length) {
        spans = Arrays.copyOf(spans, 4 * found);
      }
      if (start == i) {
        break;
      }
      spans[2 * found] = start - from;
      spans[2 * found + 1] = i - from;
      found++;
    }
    count = found;
    hasNul = nul;
  }

  /** How many there are, the command's name being the first. */
  public int count() {
    return count;
  }

  /** Where a token begins. */
  public int start(int token) {
    return spans[2 * token];
  }

  /** Where a token ends. */
  public int end(int token) {
    return spans[2 * token + 1];
  }

  /** The length of a token. */
  public int length(int token) {
    return spans[2 * token + 1] - spans[2 * token];
  }

  /** Whether a zero byte ended the line: older servers do so, newer ones do not. */
  boolean hasNul() {
    return hasNul;
  }
}
