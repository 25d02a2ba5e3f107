package dev.ringway.server.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A map in the file whose keys are known. Whatever is wrong becomes a problem at its place, and the
 * default is read in its stead, so that reading goes on.
 */
final class Section {
  /** What reading any section needs. */
  record Context(Problems problems, Placeholders placeholders) {}

  private final Node place;
  private final Context context;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  private Section(Node place, Context context) {
    this.place = place;
    this.context = context;
  }

  /** A section with any keys, each at most once. */
  static Section open(Node node, String what, Context context) {
    Section section = new Section(node, context);
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(section::add);
    } else if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
      context.problems().at(node, what + " is a map of keys and values");
    }
    return section;
  }

  /** A section with known keys only. */
  static Section of(Node node, String what, List<ConfigKey> known, Context context) {
    Section section = open(node, what, context);
    List<String> words = known.stream().map(ConfigKey::name).toList();
    section.entries.values().removeIf(entry -> !section.isKnown(entry, what, words));
    return section;
  }

  private void add(NodeTuple entry) {
    if (!(entry.getKeyNode() instanceof ScalarNode key)) {
      problems().at(entry.getKeyNode(), "a key is a word");
    } else if (entries.putIfAbsent(key.getValue(), entry) != null) {
      problems().at(key, "\"" + key.getValue() + "\" is there twice");
    }
  }

  private boolean isKnown(NodeTuple entry, String what, List<String> words) {
    String word = ((ScalarNode) entry.getKeyNode()).getValue();
    if (words.contains(word)) {
      return true;
    }
    problems()
        .at(
            entry.getKeyNode(),
            "unknown key \"%s\" in %s%s".formatted(word, what, NearestWord.hint(word, words)));
    return false;
  }

  Problems problems() {
    return context.problems();
  }

  Context context() {
    return context;
  }

  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(entries.get(key)).map(NodeTuple::getValueNode);
  }

  /** The key itself, or the section where it is missing: a place for a problem. */
  Node place(String key) {
    NodeTuple entry = entries.get(key);
    return entry == null ? place : entry.getKeyNode();
  }

  /** The value, or a problem where there is none. */
  Optional<Node> required(String key, String what) {
    if (!has(key)) {
      problems().at(place, what + " has no \"" + key + "\"");
    }
    return node(key);
  }

  /** The text of a plain value with its placeholders filled in. */
  Optional<String> text(String key) {
    return node(key).flatMap(node -> text(node, key));
  }

  /** The text of any plain value with its placeholders filled in. */
  Optional<String> text(Node node, String key) {
    if (!(node instanceof ScalarNode scalar)) {
      problems().at(node, "\"" + key + "\" takes a plain value");
      return Optional.empty();
    }
    if (scalar.getValue().isEmpty()) {
      problems().at(node, "\"" + key + "\" has no value");
      return Optional.empty();
    }
    return parsed(node, () -> context.placeholders().fill(scalar.getValue()));
  }

  /** A value through a parser that says what is wrong by an IllegalArgumentException. */
  <T> Optional<T> value(String key, Function<String, T> parser) {
    return node(key).flatMap(node -> value(node, key, parser));
  }

  /** Any plain value through a parser. */
  <T> Optional<T> value(Node node, String key, Function<String, T> parser) {
    return text(node, key).flatMap(text -> parsed(node, () -> parser.apply(text)));
  }

  private <T> Optional<T> parsed(Node node, Supplier<T> parse) {
    try {
      return Optional.of(parse.get());
    } catch (IllegalArgumentException e) {
      problems().at(node, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  boolean flag(String key, boolean byDefault) {
    return value(
            key,
            text ->
                switch (text) {
                  case "true" -> true;
                  case "false" -> false;
                  default ->
                      throw new IllegalArgumentException(
                          "\"%s\" takes true or false, not \"%s\"".formatted(key, text));
                })
        .orElse(byDefault);
  }

  int count(String key, int least, int byDefault) {
    return value(
            key,
            text -> {
              OptionalInt number = ListenText.number(text);
              if (number.isEmpty() || number.getAsInt() < least) {
                throw new IllegalArgumentException(
                    "\"%s\" takes a whole number from %d, not \"%s\"".formatted(key, least, text));
              }
              return number.getAsInt();
            })
        .orElse(byDefault);
  }

  Optional<Duration> duration(String key) {
    return value(key, Units::duration);
  }

  long bytes(String key, long byDefault) {
    return value(key, Units::bytes).orElse(byDefault);
  }

  double share(String key, double byDefault) {
    return value(key, Units::share).orElse(byDefault);
  }

  Optional<String> word(String key, List<String> known) {
    return value(key, text -> known(key, text, known));
  }

  static String known(String key, String text, List<String> known) {
    if (!known.contains(text)) {
      throw new IllegalArgumentException(
          "unknown %s \"%s\"%s".formatted(key, text, NearestWord.hint(text, known)));
    }
    return text;
  }

  /** The entries of a list, or a single value as a list of one. */
  List<Node> list(String key) {
    @Nullable Node node = node(key).orElse(null);
    if (node instanceof SequenceNode sequence) {
      return new ArrayList<>(sequence.getValue());
    }
    return node == null ? List.of() : List.of(node);
  }
}
