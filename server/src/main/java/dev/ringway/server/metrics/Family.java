package dev.ringway.server.metrics;

import java.util.List;

/**
 * A family of metrics: one name, one kind, one sentence, and the labels that tell its series apart.
 *
 * @param name as Prometheus knows it, unit and {@code _total} included
 * @param labels in the order in which values are given
 * @param meaning one sentence for the exposition and for the table in the documentation
 */
public record Family(String name, Kind kind, List<String> labels, String meaning) {
  private static final String TOTAL = "_total";
  private static final String INFO = "_info";

  /** How a family's numbers behave. */
  public enum Kind {
    /** Goes up only, from the start of the process. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts durations in buckets. */
    HISTOGRAM,
    /** Always 1: its labels say something. */
    INFO
  }

  public Family {
    labels = List.copyOf(labels);
    boolean named =
        switch (kind) {
          case COUNTER -> name.endsWith(TOTAL);
          case GAUGE -> !name.endsWith(TOTAL);
          case HISTOGRAM -> name.endsWith("_seconds");
          case INFO -> name.endsWith(INFO);
        };
    if (!named) {
      throw new IllegalArgumentException(name + " is no name for a " + kind);
    }
  }

  static Family of(String name, Kind kind, String meaning, String... labels) {
    return new Family(name, kind, List.of(labels), meaning);
  }

  /** The name without the suffix that the exposition adds. */
  String baseName() {
    return switch (kind) {
      case COUNTER -> name.substring(0, name.length() - TOTAL.length());
      case INFO -> name.substring(0, name.length() - INFO.length());
      case GAUGE, HISTOGRAM -> name;
    };
  }
}
