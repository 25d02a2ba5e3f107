package dev.ringway.server.config;

import static dev.ringway.server.config.NutcrackerKey.SERVERS;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The keys and values of one pool in {@code nutcracker.yml}, checked for shape.
 *
 * <p>nutcracker asks for exactly one list in a pool but not that it be {@code servers}; so a value
 * may stand alone or as the only entry of a list under any key.
 */
final class NutcrackerPool {
  private final String name;
  private final Problems problems;
  private final Map<NutcrackerKey, ScalarNode> values = new EnumMap<>(NutcrackerKey.class);
  private final List<ScalarNode> servers = new ArrayList<>();
  private @Nullable Node place;

  NutcrackerPool(String name, Problems problems) {
    this.name = name;
    this.problems = problems;
  }

  String name() {
    return name;
  }

  List<ScalarNode> servers() {
    return servers;
  }

  Optional<ScalarNode> value(NutcrackerKey key) {
    return Optional.ofNullable(values.get(key));
  }

  void collect(Node key, Node body) {
    place = key;
    if (!(body instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problems.at(key, "pool \"" + name + "\" has no keys");
      return;
    }
    int lists = 0;
    for (NodeTuple entry : mapping.getValue()) {
      lists += collectEntry(entry.getKeyNode(), entry.getValueNode());
      if (lists > 1 && entry.getValueNode() instanceof SequenceNode) {
        problems.at(entry.getKeyNode(), "pool \"" + name + "\" has a second list; one is allowed");
      }
    }
    if (lists == 0 && !servers.isEmpty()) {
      problems.at(servers.getFirst(), "\"servers\" is a list; put \"- \" before each server");
    } else if (servers.isEmpty()) {
      problems.at(key, "pool \"" + name + "\" has no servers");
    }
    if (value(NutcrackerKey.LISTEN).isEmpty()) {
      problems.at(key, "pool \"" + name + "\" has no \"listen\"");
    }
  }

  /** Returns how many lists it met. */
  private int collectEntry(Node keyNode, Node value) {
    if (!(keyNode instanceof ScalarNode keyScalar)) {
      problems.at(keyNode, "a key is a word");
      return 0;
    }
    Optional<NutcrackerKey> key = NutcrackerKey.of(keyScalar.getValue());
    if (key.isEmpty()) {
      problems.at(
          keyNode,
          "unknown key \"%s\"%s"
              .formatted(
                  keyScalar.getValue(),
                  NearestWord.hint(keyScalar.getValue(), NutcrackerKey.words())));
      return value instanceof SequenceNode ? 1 : 0;
    }
    if (value instanceof SequenceNode list) {
      list.getValue().forEach(item -> collectValue(key.get(), keyNode, item));
      return 1;
    }
    collectValue(key.get(), keyNode, value);
    return 0;
  }

  private void collectValue(NutcrackerKey key, Node keyNode, Node value) {
    if (!(value instanceof ScalarNode scalar)) {
      problems.at(value, "\"" + key.word() + "\" takes plain values, nothing nested");
    } else if (scalar.getValue().isEmpty()) {
      problems.at(keyNode, "\"" + key.word() + "\" has no value");
    } else if (key == SERVERS) {
      servers.add(scalar);
    } else if (values.putIfAbsent(key, scalar) != null) {
      problems.at(keyNode, "\"" + key.word() + "\" is there twice");
    }
  }

  /** A whole number, at least 0. */
  int number(NutcrackerKey key, int byDefault) {
    return parsed(
        key,
        byDefault,
        text -> {
          OptionalInt number = ListenText.number(text);
          if (number.isEmpty()) {
            throw new IllegalArgumentException(
                "\"%s\" takes a whole number from 0 to 2147483647, not \"%s\""
                    .formatted(key.word(), text));
          }
          return number.getAsInt();
        });
  }

  boolean flag(NutcrackerKey key) {
    return parsed(
        key,
        false,
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default ->
                  throw new IllegalArgumentException(
                      "\"%s\" takes true or false, not \"%s\"".formatted(key.word(), text));
            });
  }

  String word(NutcrackerKey key, List<String> known, String byDefault) {
    return parsed(
        key,
        byDefault,
        text -> {
          if (!known.contains(text)) {
            throw new IllegalArgumentException(
                "unknown %s \"%s\"%s".formatted(key.word(), text, NearestWord.hint(text, known)));
          }
          return text;
        });
  }

  /** A value through a parser that throws IllegalArgumentException, which becomes a problem. */
  <T> T parsed(NutcrackerKey key, T byDefault, Function<String, T> parser) {
    ScalarNode value = values.get(key);
    return value == null ? byDefault : parsed(value, parser).orElse(byDefault);
  }

  <T> Optional<T> parsed(ScalarNode value, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(value.getValue()));
    } catch (IllegalArgumentException e) {
      problems.at(value, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  void problem(NutcrackerKey key, String sentence) {
    Node at = values.get(key);
    problems.at(at != null ? at.getStartMark() : place().getStartMark(), sentence);
  }

  void problem(Node at, String sentence) {
    problems.at(at, sentence);
  }

  private Node place() {
    if (place == null) {
      throw new IllegalStateException("collect comes first");
    }
    return place;
  }
}
