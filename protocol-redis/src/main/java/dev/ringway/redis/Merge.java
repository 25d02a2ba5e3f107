package dev.ringway.redis;

import java.util.Locale;

/** How the replies to the parts of one request become one reply. */
enum Merge {
  /** An array of the parts' elements, in the order of the request's keys. */
  VALUES,
  /** The sum of the parts' numbers. */
  SUM,
  /** OK if every part was OK. */
  OK;

  static Merge named(String lowerCase) {
    return valueOf(lowerCase.toUpperCase(Locale.ROOT));
  }
}
