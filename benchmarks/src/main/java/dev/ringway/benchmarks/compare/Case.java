package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.load.Workload;
import java.util.function.Supplier;

/**
 * One row of the comparison.
 *
 * @param table the heading that the row stands under
 * @param fill writes the keys that the workload reads
 * @param servers how many servers the ring has
 */
record Case(
    String table,
    boolean redis,
    Supplier<Workload> workload,
    Supplier<Workload> fill,
    int clients,
    int pipeline,
    int servers) {

  /** How the row is shown and picked with {@code --only}. */
  String name() {
    return "%s, %d servers, %d clients, pipeline %d"
        .formatted(workload.get().name(), servers, clients, pipeline);
  }

  /** Cases of one group run against the same processes. */
  String group() {
    return table + ", " + servers;
  }
}
