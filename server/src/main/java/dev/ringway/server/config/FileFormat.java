package dev.ringway.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The formats of configuration files. */
public enum FileFormat {
  /** {@code nutcracker.yml}: pools at the top level. */
  NUTCRACKER,
  /** Ringway's own: {@code listeners} or {@code pools} at the top level. */
  RINGWAY;

  private static final Set<String> MARKS = Set.of("listeners", "pools");

  /**
   * The format of a file: Ringway's if a key of the top level is {@code listeners} or {@code
   * pools}, else nutcracker's. A nutcracker pool may have such a name; its own {@code listen} tells
   * it.
   */
  public static FileFormat of(String text) {
    Optional<Node> root = new YamlText(text, new Problems("")).root();
    if (root.isPresent() && root.get() instanceof MappingNode top) {
      return top.getValue().stream().anyMatch(FileFormat::marksRingway) ? RINGWAY : NUTCRACKER;
    }
    return text.lines()
            .anyMatch(line -> MARKS.stream().anyMatch(mark -> line.startsWith(mark + ":")))
        ? RINGWAY
        : NUTCRACKER;
  }

  private static boolean marksRingway(NodeTuple entry) {
    return MARKS.contains(text(entry.getKeyNode())) && !isNutcrackerPool(entry.getValueNode());
  }

  private static boolean isNutcrackerPool(Node value) {
    return value instanceof MappingNode pool
        && pool.getValue().stream()
            .anyMatch(entry ->
                text(entry.getKeyNode()).equals("listen")
                    && entry.getValueNode() instanceof ScalarNode);
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  /** A reader of this format, for a file that may refer to the environment and files beside it. */
  ConfigReader reader(Path file, Map<String, String> environment) {
    return switch (this) {
      case NUTCRACKER -> new NutcrackerReader();
      case RINGWAY -> new RingwayReader(new Placeholders(directoryOf(file), environment));
    };
  }

  private static Path directoryOf(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    return directory == null ? file.toAbsolutePath() : directory;
  }
}
