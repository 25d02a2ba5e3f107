package dev.ringway.benchmarks.micro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.IntFunction;

/** Frames one behind the other, as a client or a server sends them. */
final class Stream {
  /** How many frames a stream has: enough to vary keys, few enough to stay in the cache. */
  static final int FRAMES = 64;

  private Stream() {}

  /** {@code GET} or {@code SET} requests with values of {@code valueBytes}. */
  static byte[] requests(String command, int valueBytes) {
    String value = command.equals("SET") ? bulk("x".repeat(valueBytes)) : "";
    int count = value.isEmpty() ? 2 : 3;
    return repeat(i -> "*" + count + "\r\n" + bulk(command) + bulk(key(i)) + value);
  }

  /** Replies of one kind: {@code bulk}, {@code status}, {@code nil} or {@code integer}. */
  static byte[] replies(String kind, int valueBytes) {
    return repeat(i ->
        switch (kind) {
          case "bulk" -> bulk("x".repeat(valueBytes));
          case "status" -> "+OK\r\n";
          case "nil" -> "$-1\r\n";
          case "integer" -> ":" + i + "\r\n";
          default -> throw new IllegalArgumentException(kind);
        });
  }

  static String key(int i) {
    return "key:%012d".formatted(i);
  }

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private static byte[] repeat(IntFunction<String> frame) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < FRAMES; i++) {
      all.append(frame.apply(i));
    }
    return all.toString().getBytes(US_ASCII);
  }
}
