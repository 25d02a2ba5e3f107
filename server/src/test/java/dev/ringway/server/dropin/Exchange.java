package dev.ringway.server.dropin;

import dev.ringway.server.kit.RespClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client sends in one go and what it sees of it, in words that fit a table's cell. */
final class Exchange {
  private static final String SENTINEL = "sentinel";
  private static final int SHOWN = 90;

  private final RespClient client;

  private Exchange(RespClient client) {
    this.client = client;
  }

  /** Stores what {@link #of} asks for to see whether a connection still serves. */
  static void prepare(RespClient client) {
    client.ask("SET", SENTINEL, SENTINEL);
  }

  /**
   * Sends commands at once; closes the client.
   *
   * @param commands words divided by blanks, or bytes after {@code raw}
   */
  static String of(RespClient client, List<String> commands) {
    try (client) {
      return new Exchange(client).run(commands);
    }
  }

  private String run(List<String> commands) {
    StringBuilder all = new StringBuilder();
    commands.forEach(command -> all.append(encode(command)));
    client.send(all.toString().getBytes(StandardCharsets.ISO_8859_1));
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      // What gets no reply at all is told by the next command's.
      if (commands.get(i).startsWith("raw ")) {
        ask(SENTINEL);
      }
      String reply = client.read();
      if (reply.contains(SENTINEL)) {
        return words(seen, false);
      }
      if (reply.equals(RespClient.CLOSED)) {
        return words(seen, true);
      }
      seen.add(show(reply));
    }
    ask(SENTINEL);
    return words(seen, client.read().equals(RespClient.CLOSED));
  }

  private void ask(String key) {
    try {
      client.send(RespClient.command("GET", key));
    } catch (RuntimeException e) {
      // It is closed already, as reading will tell.
    }
  }

  private static String words(List<String> seen, boolean closed) {
    List<String> words = new ArrayList<>(seen);
    if (closed) {
      words.add("closed");
    } else if (seen.isEmpty()) {
      words.add("nothing");
    }
    return String.join(", ", words);
  }

  private static String show(String reply) {
    String line =
        reply
            .replaceAll("(127\\.0\\.0\\.1):\\d+", "$1:PORT")
            .replaceAll("(?<=\r\nid\r\n):\\d+|^:\\d\\d\\d", ":NUMBER")
            .replaceAll("(?<=\r\nversion\r\n)\\$\\d\r\n[\\d.]+", "\\$5 VERSION")
            .replace("\r\n", " ")
            .replaceAll("[^\\x20-\\x7e]", "?")
            .strip();
    return "`" + (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line) + "`";
  }

  private static String encode(String command) {
    if (command.startsWith("raw ")) {
      return command.substring(4).replace("\\r\\n", "\r\n");
    }
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ")) {
      int times = word.indexOf('×');
      words.add(
          times < 0
              ? word
              : word.substring(0, times).repeat(Integer.parseInt(word.substring(times + 1))));
    }
    return new String(
        RespClient.command(words.toArray(String[]::new)), StandardCharsets.ISO_8859_1);
  }
}
