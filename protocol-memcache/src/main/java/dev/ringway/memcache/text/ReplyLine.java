package dev.ringway.memcache.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The words that memcached's reply lines begin with, and their tokens. */
public final class ReplyLine {
  public static final byte[] VALUE = ascii("VALUE ");
  public static final byte[] VA = ascii("VA ");
  static final byte[] STAT = ascii("STAT ");
  static final byte[] ITEM = ascii("ITEM ");
  static final byte[] ERROR = ascii("ERROR");
  static final byte[] CLIENT_ERROR = ascii("CLIENT_ERROR");
  static final byte[] SERVER_ERROR = ascii("SERVER_ERROR");

  private static final byte[] END = ascii("END");
  private static final byte[][] MISSES = {
    END,
    ascii("EN"),
    ascii("NF"),
    ascii("NS"),
    ascii("EX"),
    ascii("NOT_FOUND"),
    ascii("NOT_STORED"),
    ascii("EXISTS")
  };

  private static final byte[][] HITS = {
    ascii("HD"),
    ascii("STORED"),
    ascii("DELETED"),
    ascii("TOUCHED"),
    ascii("OK"),
    ascii("MN"),
    ascii("ME"),
    ascii("VERSION"),
    ascii("RESET")
  };

  private ReplyLine() {}

  public static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  public static boolean startsWith(byte[] line, int from, int end, byte[] prefix) {
    return end - from >= prefix.length
        && Arrays.equals(line, from, from + prefix.length, prefix, 0, prefix.length);
  }

  /** Whether the line is END and nothing else. */
  static boolean isEnd(byte[] line, int from, int end) {
    return end - from == END.length && startsWith(line, from, end, END);
  }

  /**
   * Whether the line's first word says that there was nothing, or that a condition did not hold.
   */
  static boolean isMiss(byte[] line, int from, int end) {
    return isOneOf(MISSES, line, from, end);
  }

  /** Whether the line's first word says that something was done, and nothing follows the line. */
  static boolean isHit(byte[] line, int from, int end) {
    return line[from] <= '9' ? isNumber(line, from, end) : isOneOf(HITS, line, from, end);
  }

  private static boolean isOneOf(byte[][] words, byte[] line, int from, int end) {
    for (byte[] word : words) {
      if (startsWith(line, from, end, word)
          && (end - from == word.length || line[from + word.length] == ' ')) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(byte[] line, int from, int end) {
    for (int i = from; i < end; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * The number in a token of the line, the first word being token 0.
   *
   * @return {@link Numbers#NONE} if it is missing, no plain number or above {@code max}
   */
  static long numberAt(byte[] line, int from, int end, int token, long max) {
    int at = from;
    for (int i = 0; i < token; i++) {
      while (at < end && line[at] != ' ') {
        at++;
      }
      at++;
    }
    int start = at;
    while (at < end && line[at] != ' ') {
      at++;
    }
    return Numbers.unsigned(line, start, at, max);
  }
}
