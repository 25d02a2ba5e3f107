package dev.ringway.server.imports;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON file with its place.
 *
 * @param value a map of text to trees, a list of trees, a text, a number, a truth or null
 */
record JsonTree(@Nullable Object value, int line, int column) {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /**
   * Parses a file, in which comments may stand.
   *
   * @throws ConfigException with the place where it stops being JSON
   */
  static JsonTree parse(String file, String text) throws ConfigException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      JsonTree tree = tree(parser);
      JsonToken more = parser.nextToken();
      if (more != null || !(tree.value instanceof Map)) {
        throw refusal(file, parser.currentLocation(), "a configuration is one {object}");
      }
      return tree;
    } catch (JacksonException e) {
      throw refusal(file, e.getLocation(), "not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refusal(file, null, "not JSON: " + e.getMessage());
    }
  }

  private static ConfigException refusal(
      String file, @Nullable JsonLocation place, String sentence) {
    return new ConfigException(
        List.of(
            place == null
                ? new Problem(file, 0, 0, sentence)
                : new Problem(file, place.getLineNr(), place.getColumnNr(), sentence)));
  }

  private static JsonTree tree(JsonParser parser) throws IOException {
    JsonLocation place = parser.currentTokenLocation();
    JsonToken token = parser.currentToken();
    Object value =
        switch (token) {
          case START_OBJECT -> {
            Map<String, JsonTree> map = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
              String key = parser.currentName();
              parser.nextToken();
              map.put(key, tree(parser));
            }
            yield map;
          }
          case START_ARRAY -> {
            List<JsonTree> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
              list.add(tree(parser));
            }
            yield list;
          }
          case VALUE_STRING -> parser.getText();
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
          case VALUE_TRUE -> true;
          case VALUE_FALSE -> false;
          case null, default -> null;
        };
    return new JsonTree(value, place.getLineNr(), place.getColumnNr());
  }

  /** Another value at this place. */
  JsonTree with(Object other) {
    return new JsonTree(other, line, column);
  }

  /** Its entries; none if it is no map. */
  Map<String, JsonTree> entries() {
    Map<String, JsonTree> entries = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, entry) -> entries.put((String) key, (JsonTree) entry));
    }
    return entries;
  }

  /** Its elements; itself if it is no list. */
  List<JsonTree> elements() {
    return value instanceof List<?> list
        ? list.stream().map(JsonTree.class::cast).toList()
        : List.of(this);
  }

  @Nullable JsonTree get(String key) {
    return entries().get(key);
  }

  boolean isMap() {
    return value instanceof Map;
  }

  boolean isText() {
    return value instanceof String;
  }

  String text() {
    return value instanceof Map || value instanceof List ? "" : String.valueOf(value);
  }

  String text(String key, String otherwise) {
    JsonTree entry = get(key);
    return entry == null ? otherwise : entry.text();
  }

  OptionalDouble number(String key) {
    JsonTree entry = get(key);
    return entry != null && entry.value instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
