package dev.ringway.server.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as people write them. A bare number means what twemproxy means: ms, bytes. */
public final class Units {
  private static final Pattern AMOUNT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([A-Za-z]*)");
  private static final Map<String, Long> MILLIS =
      table("ms", 1, "s", 1000, "m", 60_000, "h", 3_600_000, "d", 86_400_000);
  private static final Map<String, Long> BYTES =
      table(
          "B",
          1,
          "KB",
          1000,
          "MB",
          1_000_000,
          "GB",
          1_000_000_000,
          "KiB",
          1L << 10,
          "MiB",
          1L << 20,
          "GiB",
          1L << 30);
  private static final Map<String, Long> PER_SECOND = table("s", 1, "m", 60, "h", 3600);

  private Units() {}

  /**
   * A time such as {@code 400ms}, {@code 1.5s}, {@code 5m}, {@code 2h}, {@code 1d}; bare, in ms.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static Duration duration(String text) {
    return Duration.ofMillis(amount(text, MILLIS, "a time such as 400ms, 10s, 5m or 1h"));
  }

  /**
   * A size such as {@code 64MiB}, {@code 100KB}; bare, in bytes.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static long bytes(String text) {
    return amount(text, BYTES, "a size such as 512B, 100KB or 64MiB");
  }

  /**
   * A share such as {@code 10%} or {@code 0.1}, from 0 to 1.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static double share(String text) {
    String number = text.endsWith("%") ? text.substring(0, text.length() - 1).strip() : text;
    if (number.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      double share = Double.parseDouble(number) / (text.endsWith("%") ? 100 : 1);
      if (share <= 1) {
        return share;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is no share such as 10% or 0.1");
  }

  /**
   * A rate such as {@code 1000/s}, {@code 60/m}; bare, per second.
   *
   * @throws IllegalArgumentException with the reason
   */
  public static double perSecond(String text) {
    int slash = text.indexOf('/');
    String number = slash < 0 ? text : text.substring(0, slash).strip();
    Long seconds = slash < 0 ? Long.valueOf(1) : PER_SECOND.get(text.substring(slash + 1).strip());
    if (seconds != null && number.matches("[0-9]{1,12}(\\.[0-9]{1,9})?")) {
      double rate = Double.parseDouble(number) / seconds;
      if (rate > 0) {
        return rate;
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is no rate such as 1000/s or 60/m");
  }

  private static long amount(String text, Map<String, Long> units, String expected) {
    Matcher matcher = AMOUNT.matcher(text);
    if (matcher.matches() && text.length() < 40) {
      String unit = matcher.group(2);
      Long factor = unit.isEmpty() ? Long.valueOf(1) : units.get(unit);
      if (factor != null) {
        BigDecimal amount = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(factor));
        if (amount.stripTrailingZeros().scale() <= 0
            && amount.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 1_000_000)) < 0) {
          return amount.longValueExact();
        }
      }
    }
    throw new IllegalArgumentException("\"" + text + "\" is not " + expected);
  }

  private static Map<String, Long> table(Object... entries) {
    Map<String, Long> table = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      table.put((String) entries[i], ((Number) entries[i + 1]).longValue());
    }
    return table;
  }
}
