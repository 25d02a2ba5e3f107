package dev.ringway.server.imports;

import dev.ringway.server.launch.Problem;
import java.util.List;

/**
 * What came of a foreign configuration.
 *
 * @param yaml a configuration in Ringway's own format
 * @param remarks what could not be carried over or changes its meaning, by its place in the input
 */
public record Imported(String yaml, List<Problem> remarks) {
  /** An import with remarks that nobody changes any more. */
  public Imported {
    remarks = List.copyOf(remarks);
  }
}
