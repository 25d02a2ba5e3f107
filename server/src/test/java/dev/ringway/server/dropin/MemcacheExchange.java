package dev.ringway.server.dropin;

import dev.ringway.server.kit.RespClient;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a client of memcached sends in one go and what it sees of it, for a table's cell. */
final class MemcacheExchange {
  private static final String QUESTION = "get sentinel\r\n";
  private static final String ANSWER = "VALUE sentinel 0 8\r\nsentinel\r\nEND\r\n";
  private static final Pattern REPEATED = Pattern.compile("(.)×(\\d+)");

  private MemcacheExchange() {}

  /** Stores what {@link #of} asks for to see whether a connection still serves. */
  static void prepare(RespClient client) {
    client.send(RespClient.bytes("set sentinel 0 0 8\r\nsentinel\r\n"));
    client.readUntil("STORED\r\n");
  }

  /** Sends commands at once; closes the client. */
  static String of(RespClient client, List<String> commands) {
    try (client) {
      String all = commands.stream().map(MemcacheExchange::bytes).collect(Collectors.joining());
      try {
        client.send(RespClient.bytes(all + QUESTION));
      } catch (RuntimeException e) {
        // It is closed already, as reading will tell.
      }
      String seen = client.readUntil(ANSWER);
      return words(
          seen.endsWith(ANSWER) ? seen.substring(0, seen.length() - ANSWER.length()) : seen);
    }
  }

  private static String bytes(String command) {
    return REPEATED.matcher(command).replaceAll(MemcacheExchange::repeat).replace("\\r\\n", "\r\n")
        + "\r\n";
  }

  private static String repeat(MatchResult found) {
    return found.group(1).repeat(Integer.parseInt(found.group(2)));
  }

  private static String words(String seen) {
    if (seen.isEmpty()) {
      return "nothing";
    }
    return seen.lines().map(MemcacheExchange::show).collect(Collectors.joining(", "));
  }

  private static String show(String line) {
    return line.equals(RespClient.CLOSED)
        ? line
        : "`" + line.replaceAll("(127\\.0\\.0\\.1):\\d+", "$1:PORT") + "`";
  }
}
