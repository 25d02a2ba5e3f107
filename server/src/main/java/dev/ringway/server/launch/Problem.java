package dev.ringway.server.launch;

/**
 * One reason why a configuration is refused.
 *
 * @param file as the command line named it
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole file is meant
 * @param sentence what is wrong and what would be right
 */
public record Problem(String file, int line, int column, String sentence) {
  /** {@code file:line:column: sentence}, as compilers and editors write it. */
  @Override
  public String toString() {
    return line == 0
        ? file + ": " + sentence
        : "%s:%d:%d: %s".formatted(file, line, column, sentence);
  }
}
