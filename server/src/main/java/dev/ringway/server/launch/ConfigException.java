package dev.ringway.server.launch;

import java.util.List;
import java.util.stream.Collectors;

/** Why a configuration is refused: every problem found, in the order of the file. */
public final class ConfigException extends Exception {
  private final transient List<Problem> problems;

  /** At least one problem. */
  public ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem found, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
