package dev.ringway.redis.split;

import java.util.Locale;

/** How the replies to the parts of one request become one reply. */
public enum Merge {
  /** An array of the parts' elements, in the order of the request's keys. */
  VALUES,
  /** The sum of the parts' numbers. */
  SUM,
  /** OK if every part was OK. */
  OK;

  public static Merge named(String lowerCase) {
    return valueOf(lowerCase.toUpperCase(Locale.ROOT));
  }
}
