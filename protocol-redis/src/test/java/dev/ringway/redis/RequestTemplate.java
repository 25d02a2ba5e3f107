package dev.ringway.redis;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code templates.txt}, whose head explains it.
 *
 * @param command what it calls, or null
 * @param comparison how replies are compared, or empty
 */
record RequestTemplate(List<String> words, @Nullable RedisCommand command, String comparison) {
  static RequestTemplate of(String line) {
    String[] sides = line.split(" => ");
    List<String> words = List.of(sides[0].split(" "));
    byte[] name = Cuts.bytes(words.getFirst());
    RedisCommand command = RedisCommands.standard().find(name, 0, name.length);
    return new RequestTemplate(words, command, sides.length == 1 ? "" : sides[1]);
  }

  /** The lines of the file. */
  static List<RequestTemplate> all() throws IOException {
    List<RequestTemplate> templates = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(RequestTemplate.class.getResourceAsStream("templates.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          templates.add(of(line));
        }
      }
    }
    return templates;
  }

  /** What of a reply is to be the same. */
  String comparable(String reply) {
    return switch (comparison) {
      case "" -> reply.replaceAll("script: [0-9a-f]{40}", "script: sha");
      case "in any order" -> {
        String[] lines = reply.split("\r\n", -1);
        Arrays.sort(lines);
        yield String.join("\r\n", lines);
      }
      case "about" -> reply.replaceAll(":[1-9]\\d*", ":positive");
      default -> throw new IllegalStateException(comparison);
    };
  }
}
