package dev.ringway.redis.resp;

import org.jspecify.annotations.Nullable;

/** A number as Redis reads one: digits without a zero before them, perhaps behind a minus. */
public final class WholeNumber {
  private WholeNumber() {}

  /** The number, or null for what is none or too large. */
  public static @Nullable Long of(String text) {
    if (!text.matches("0|-?[1-9][0-9]{0,18}")) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
