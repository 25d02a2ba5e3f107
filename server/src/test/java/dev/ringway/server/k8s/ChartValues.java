package dev.ringway.server.k8s;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart's values with the comments above them, as its README lists them. */
final class ChartValues {
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");
  private static final Pattern COMMENT = Pattern.compile(" *# (.*)");

  /** A key as a dotted path, with its default and its meaning. */
  record Value(String key, @Nullable Object byDefault, String meaning) {
    String type() {
      return switch (byDefault) {
        case null -> "string";
        case Boolean b -> "bool";
        case Integer i -> "int";
        case String s -> "string";
        case List<?> l -> "list";
        default -> "object";
      };
    }

    String row() {
      return "| `" + key + "` | " + type() + " | `" + text(byDefault) + "` | " + meaning + " |";
    }

    private static String text(@Nullable Object value) {
      return switch (value) {
        case null -> "nil";
        case String s -> '"' + s + '"';
        case List<?> list -> list.stream().map(Value::text).toList().toString();
        case Map<?, ?> map ->
            map.entrySet().stream()
                .map(it -> it.getKey() + ": " + text(it.getValue()))
                .toList()
                .toString()
                .replace('[', '{')
                .replace(']', '}');
        default -> value.toString();
      };
    }
  }

  private ChartValues() {}

  /** Every key that has a comment; keys without one only hold others. */
  static List<Value> read(String yaml) {
    Map<?, ?> values = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    List<Value> found = new ArrayList<>();
    Deque<String> path = new ArrayDeque<>();
    StringBuilder comment = new StringBuilder();
    for (String line : yaml.lines().toList()) {
      Matcher said = COMMENT.matcher(line);
      Matcher key = KEY.matcher(line);
      if (said.matches()) {
        comment.append(comment.isEmpty() ? "" : " ").append(said.group(1));
      } else if (line.isBlank()) {
        comment.setLength(0);
      } else if (key.matches()) {
        while (path.size() > key.group(1).length() / 2) {
          path.removeLast();
        }
        path.addLast(key.group(2));
        if (!comment.isEmpty()) {
          found.add(new Value(String.join(".", path), at(values, path), comment.toString()));
          comment.setLength(0);
        }
      }
    }
    return found;
  }

  private static @Nullable Object at(Map<?, ?> values, Deque<String> path) {
    Object node = values;
    for (String key : path) {
      node = node instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return node;
  }
}
