package dev.ringway.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in a value for a variable of the environment or a file's text, written as in shells:
 * dollar, brace, {@code VAR} or {@code VAR:-default} or {@code file:PATH}, brace. Two dollars
 * before the brace are one dollar and no placeholder.
 */
final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)\\}?");
  private static final Pattern VARIABLE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?");
  private static final String FILE = "file:";

  private final Path directory;
  private final Map<String, String> environment;

  /**
   * @param directory what relative paths are relative to
   */
  Placeholders(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = environment;
  }

  /**
   * A value with everything filled in; what is filled in is not looked at again.
   *
   * @throws IllegalArgumentException with the reason, never with what was filled in
   */
  String fill(String text) {
    if (text.indexOf('$') < 0) {
      return text;
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      String inside = matcher.group(1);
      if (inside != null && !matcher.group().endsWith("}")) {
        throw new IllegalArgumentException("\"${\" without its \"}\"");
      }
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(inside == null ? "${" : value(inside)));
    }
    matcher.appendTail(filled);
    return filled.toString();
  }

  private String value(String inside) {
    if (inside.startsWith(FILE)) {
      return contents(inside.substring(FILE.length()));
    }
    Matcher matcher = VARIABLE.matcher(inside);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"${%s}\" is none of ${NAME}, ${NAME:-default} and ${file:PATH}".formatted(inside));
    }
    String value = environment.get(matcher.group(1));
    String byDefault = matcher.group(2);
    if (value != null && (byDefault == null || !value.isEmpty())) {
      return value;
    }
    if (byDefault == null) {
      throw new IllegalArgumentException(
          "the environment has no %s; ${%s:-default} does without it"
              .formatted(matcher.group(1), matcher.group(1)));
    }
    return byDefault;
  }

  /**
   * A file's text without the line break at its end.
   *
   * @throws IllegalArgumentException with the reason
   */
  String contents(String path) {
    try {
      return Files.readString(directory.resolve(path)).stripTrailing();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("the file " + path + " cannot be read", e);
    }
  }
}
