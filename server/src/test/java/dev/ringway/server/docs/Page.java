package dev.ringway.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, with tables that the code knows best. A table stands between two
 * comments; with {@code -Dringway.docs.write=true} it is written anew instead of compared.
 */
public final class Page {
  private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

  private final Path file;

  private Page(Path file) {
    this.file = file;
  }

  /** A page of the repository, for example {@code docs/configuration.md}. */
  public static Page of(String name) {
    // Maven runs tests in the module's directory.
    Path module = Path.of("").toAbsolutePath();
    return new Page(module.resolveSibling(name));
  }

  /** The page as it is. */
  public String text() throws IOException {
    return Files.readString(file);
  }

  /** Every block marked as YAML. */
  public List<String> yamlBlocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = YAML.matcher(text());
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }

  /** Checks, or writes, the table of a name. */
  public void holds(String name, List<String> header, List<List<String>> rows) throws IOException {
    String begin = "<!-- table: " + name + " -->\n";
    String end = "<!-- end -->";
    String text = text();
    int from = text.indexOf(begin);
    assertThat(from).as("%s has no place for table %s", file, name).isNotNegative();
    from += begin.length();
    int to = text.indexOf(end, from);
    String table = table(header, rows);
    if (Boolean.getBoolean("ringway.docs.write")) {
      Files.writeString(file, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to))
          .as("%s, written anew by -Dringway.docs.write=true", name)
          .isEqualTo(table);
    }
  }

  private static String table(List<String> header, List<List<String>> rows) {
    StringBuilder table = new StringBuilder();
    add(table, header);
    table.append("|---".repeat(header.size())).append("|\n");
    rows.forEach(row -> add(table, row));
    return table.toString();
  }

  private static void add(StringBuilder table, List<String> row) {
    row.forEach(cell -> table.append("| ").append(cell.replace("|", "\\|")).append(' '));
    table.append("|\n");
  }
}
