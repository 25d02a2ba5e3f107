package dev.ringway.redis.info;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BinaryOperator;

/** How a field's values of several servers become one. */
enum FieldRule {
  /** All together. */
  SUM,
  /** The greatest: flags, durations and shares, of which one is telling. */
  MOST,
  /** The least: the oldest of several times. */
  LEAST,
  /** What bounds all together: no bound if one server has none. */
  BOUND,
  /** The first that is not {@code ok}. */
  WORST,
  /** What all say, or {@code mixed}. */
  SAME;

  private static final List<String> MOST_OF =
      List.of(
          "loading",
          "async_loading",
          "rdb_bgsave_in_progress",
          "aof_enabled",
          "aof_rewrite_in_progress",
          "aof_rewrite_scheduled",
          "module_fork_in_progress",
          "active_defrag_running",
          "number_of_cached_scripts",
          "number_of_functions",
          "number_of_libraries",
          "total_system_memory",
          "latest_fork_usec",
          "current_cow_size_age");

  /** The rule for a field whose values are known. */
  static FieldRule of(String field, List<String> values) {
    if (field.equals("maxmemory")) {
      return BOUND;
    }
    if (field.equals("rdb_last_save_time")) {
      return LEAST;
    }
    if (field.endsWith("_status")) {
      return WORST;
    }
    if (!values.stream().allMatch(FieldRule::isNumber)) {
      return SAME;
    }
    boolean isShare = field.endsWith("_perc") || field.endsWith("_ratio");
    return isShare || field.endsWith("_time_sec") || MOST_OF.contains(field) ? MOST : SUM;
  }

  /** One value of at least one. */
  String apply(List<String> values) {
    return switch (this) {
      case SUM -> fold(values, BigDecimal::add);
      case MOST -> fold(values, BigDecimal::max);
      case LEAST -> fold(values, BigDecimal::min);
      case BOUND -> values.contains("0") ? "0" : fold(values, BigDecimal::add);
      case WORST -> values.stream().filter(v -> !v.equals("ok")).findFirst().orElse("ok");
      case SAME -> values.stream().distinct().count() == 1 ? values.getFirst() : "mixed";
    };
  }

  private static String fold(List<String> values, BinaryOperator<BigDecimal> how) {
    return values.stream().map(BigDecimal::new).reduce(how).orElse(BigDecimal.ZERO).toPlainString();
  }

  static boolean isNumber(String text) {
    return text.matches("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
  }
}
