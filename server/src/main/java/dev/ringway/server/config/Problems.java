package dev.ringway.server.config;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** The problems found in one file so far. */
final class Problems {
  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void at(Node node, String sentence) {
    at(node.getStartMark(), sentence);
  }

  void at(@Nullable Mark mark, String sentence) {
    if (mark == null) {
      ofFile(sentence);
    } else {
      at(mark.getLine() + 1, mark.getColumn() + 1, sentence);
    }
  }

  void at(int line, int column, String sentence) {
    found.add(new Problem(file, line, column, sentence));
  }

  /** A problem without a place. */
  void ofFile(String sentence) {
    found.add(new Problem(file, 0, 0, sentence));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  void throwIfAny() throws ConfigException {
    if (!found.isEmpty()) {
      throw exception();
    }
  }

  ConfigException exception() {
    List<Problem> sorted = new ArrayList<>(found.stream().distinct().toList());
    sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new ConfigException(sorted);
  }
}
