package dev.ringway.redis.info;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A field of several parts, {@code keys=3,expires=1}, added up over servers. */
final class PartedField {
  private final Map<String, BigDecimal> parts = new LinkedHashMap<>();
  private BigDecimal lives = BigDecimal.ZERO;

  /** Adds one server's; parts that are no numbers are passed over. */
  void add(String text) {
    Map<String, BigDecimal> theirs = new LinkedHashMap<>();
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0 && FieldRule.isNumber(part.substring(equals + 1))) {
        theirs.put(part.substring(0, equals), new BigDecimal(part.substring(equals + 1)));
      }
    }
    BigDecimal expires = theirs.getOrDefault("expires", BigDecimal.ZERO);
    lives = lives.add(expires.multiply(theirs.getOrDefault("avg_ttl", BigDecimal.ZERO)));
    theirs.forEach((name, value) ->
        parts.merge(name, value, name.startsWith("p") ? BigDecimal::max : BigDecimal::add));
  }

  /** The parts together; means are those of all, percentiles the greatest. */
  String text() {
    replaceMean("usec_per_call", parts.getOrDefault("usec", BigDecimal.ZERO), "calls", 2);
    replaceMean("avg_ttl", lives, "expires", 0);
    StringBuilder text = new StringBuilder();
    parts.forEach((name, value) ->
        text.append(text.isEmpty() ? "" : ",")
            .append(name)
            .append('=')
            .append(value.toPlainString()));
    return text.toString();
  }

  private void replaceMean(String mean, BigDecimal sum, String count, int decimals) {
    BigDecimal divisor = parts.getOrDefault(count, BigDecimal.ZERO);
    if (parts.containsKey(mean)) {
      parts.put(
          mean,
          divisor.signum() == 0
              ? BigDecimal.ZERO.setScale(decimals, RoundingMode.HALF_UP)
              : sum.divide(divisor, decimals, RoundingMode.HALF_UP));
    }
  }
}
