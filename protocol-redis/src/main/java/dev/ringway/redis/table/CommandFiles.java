package dev.ringway.redis.table;

import dev.ringway.redis.command.CommandRow;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The lines of {@code commands.txt} and {@code modules.txt}. */
final class CommandFiles {
  private CommandFiles() {}

  /** Redis's own commands, then those of its modules; subcommands behind their container. */
  static List<CommandRow> rows() {
    List<CommandRow> rows = new ArrayList<>();
    read("commands.txt", rows);
    read("modules.txt", rows);
    return rows;
  }

  private static void read(String file, List<CommandRow> into) {
    try (InputStream in = Objects.requireNonNull(CommandFiles.class.getResourceAsStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          into.add(CommandRow.parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
