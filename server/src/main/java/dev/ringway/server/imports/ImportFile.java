package dev.ringway.server.imports;

import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A foreign configuration file: mcrouter's JSON, or Lua for the memcached proxy's routelib. */
public final class ImportFile {
  private final Path file;
  private final String host;
  private final int port;

  /**
   * A file to import.
   *
   * @param host where the first listener shall listen, for neither format says it
   * @param port its port; further listeners take the next ones
   */
  public ImportFile(Path file, String host, int port) {
    this.file = file;
    this.host = host;
    this.port = port;
  }

  /**
   * Reads and translates the file.
   *
   * @throws ConfigException if it cannot be read at all
   */
  public Imported read() throws ConfigException {
    String name = file.toString();
    String text = text(name);
    Draft draft = new Draft(name, host, port);
    if (isLua(name, text)) {
      new RoutelibImport(RoutelibScript.run(name, text), draft).fill();
    } else {
      new McrouterImport(JsonTree.parse(name, text), draft).fill();
    }
    return draft.imported();
  }

  /** By its name, else by the brace that every JSON file of mcrouter starts with. */
  private static boolean isLua(String name, String text) {
    if (name.endsWith(".lua")) {
      return true;
    }
    String start = text.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("(?m)//.*$", "").strip();
    return !name.endsWith(".json") && !start.startsWith("{");
  }

  private String text(String name) throws ConfigException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw refusal(name, "there is no such file");
    } catch (IOException e) {
      throw refusal(name, "cannot be read as UTF-8 text: " + e.getMessage());
    }
  }

  private static ConfigException refusal(String name, String sentence) {
    return new ConfigException(List.of(new Problem(name, 0, 0, sentence)));
  }
}
