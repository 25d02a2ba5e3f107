package dev.ringway.redis;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code examples.txt}, whose head explains it.
 *
 * @param client who sends it, from 1
 * @param words the command and its arguments
 * @param expected what stands behind the arrow, or empty
 */
record CommandExample(int client, List<String> words, String expected) {
  static final String FILE = "src/test/resources/dev/ringway/redis/examples.txt";

  private static final Pattern CLIENT = Pattern.compile("(\\d)> ");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  static CommandExample parse(String line) {
    int arrow = line.indexOf(" => ");
    String request = arrow < 0 ? line : line.substring(0, arrow);
    String expected = arrow < 0 ? "" : line.substring(arrow + 4).strip();
    int client = 1;
    Matcher matcher = CLIENT.matcher(request);
    if (matcher.lookingAt()) {
      client = Integer.parseInt(matcher.group(1));
      request = request.substring(matcher.end());
    }
    List<String> words = new ArrayList<>();
    matcher = WORD.matcher(request);
    while (matcher.find()) {
      String quoted = matcher.group(1);
      words.add(quoted == null ? matcher.group() : quoted.replace("\\n", "\n"));
    }
    return new CommandExample(client, List.copyOf(words), expected);
  }

  /** The scripts of the file. */
  static List<List<CommandExample>> scripts() throws IOException {
    List<List<CommandExample>> scripts = new ArrayList<>();
    List<CommandExample> script = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(CommandExample.class.getResourceAsStream("examples.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          script.add(parse(line));
        } else if (!script.isEmpty()) {
          scripts.add(List.copyOf(script));
          script.clear();
        }
      }
    }
    if (!script.isEmpty()) {
      scripts.add(List.copyOf(script));
    }
    return List.copyOf(scripts);
  }

  /** Whether it only reads one more reply. */
  boolean readsOnly() {
    return words.equals(List.of("next"));
  }

  /** The row of the table that it calls. */
  RedisCommand command() {
    RedisCommands table = RedisCommands.standard();
    byte[] name = Cuts.bytes(words.getFirst());
    RedisCommand command = table.find(name, 0, name.length);
    if (command == null) {
      return table.unknown();
    }
    if (words.size() == 1 || command.subcommands().isEmpty()) {
      return command;
    }
    byte[] word = Cuts.bytes(words.get(1));
    RedisCommand part = command.subcommands().find(word, 0, word.length);
    return part == null ? command : part;
  }
}
