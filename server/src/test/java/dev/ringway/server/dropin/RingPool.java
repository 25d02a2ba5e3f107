package dev.ringway.server.dropin;

import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One pool of the matrix of rings, and the keys that are kept in it.
 *
 * @param dialect of its clients and servers
 * @param name of the pool
 * @param port of its listener
 * @param lines of its configuration, without the listener
 * @param keys what its keys look like
 */
record RingPool(Dialect dialect, String name, int port, List<String> lines, Keys keys) {
  static final int COUNT = 2_000;

  /** What keys look like. */
  enum Keys {
    PLAIN,
    TAGGED,
    NOT_ASCII
  }

  /** The pool as a part of nutcracker.yml. */
  String yaml() {
    StringBuilder text = new StringBuilder(name + ":\n  listen: 127.0.0.1:" + port + "\n");
    text.append("  redis: " + (dialect == Dialect.REDIS) + "\n  timeout: 30000\n");
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.toString();
  }

  /** The same keys each time; no other pool has one of them. */
  List<String> keyList() {
    Random random = new Random(name.hashCode());
    List<String> list = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      list.add(
          switch (keys) {
            case PLAIN -> word(random) + ":" + name + ":" + i;
            case TAGGED -> tagged(random, i);
            case NOT_ASCII -> bytes(random) + RespClient.utf8("кёлн-日本-" + i) + name;
          });
    }
    return list;
  }

  /** With tags, without, with empty ones, unclosed ones and two of them. */
  private String tagged(Random random, int i) {
    String tag = word(random);
    String rest = name + ":" + i;
    return switch (i % 6) {
      case 0 -> "{" + tag + "}" + rest;
      case 1 -> rest + "{" + tag + "}" + word(random);
      case 2 -> rest + "{}" + tag;
      case 3 -> rest + "{" + tag;
      case 4 -> rest + "}{" + tag + "}{" + word(random) + "}";
      default -> rest + tag;
    };
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(24); i > 0; i--) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }

  private String bytes(Random random) {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      // In memcached's protocol keys end at blanks and control characters.
      int first = dialect == Dialect.REDIS ? 0 : 0x80;
      word.append((char) (first + random.nextInt(256 - first)));
    }
    return word.toString();
  }
}
