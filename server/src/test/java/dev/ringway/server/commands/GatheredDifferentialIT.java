package dev.ringway.server.commands;

import static dev.ringway.server.kit.RespClient.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands over three servers against one Redis that has everything: the same replies. */
@ExtendWith(NoLeaks.class)
final class GatheredDifferentialIT {
  private static final int KEYS = 9;
  private static final int SOAK_SECONDS = Integer.getInteger("ringway.soak.seconds", 0);
  private static final List<String> SETS = List.of("SUNION", "SINTER", "SDIFF");
  private static final List<String> BITS = List.of("AND", "OR", "XOR", "NOT", "and", "NAND");

  @SuppressWarnings("NullAway.Init") // in start
  private static Shards shards;

  @SuppressWarnings("NullAway.Init") // in start
  private static TestServers alone;

  @SuppressWarnings("NullAway.Init") // in start
  private static TestServer one;

  @BeforeAll
  static void start() throws Exception {
    shards = new Shards(List.of(), List.of("cross_slot: gather"), List.of());
    alone = new TestServers();
    one = alone.redis().awaitReady();
  }

  @AfterAll
  static void end() {
    shards.close();
    alone.close();
  }

  private final Random random = new Random(7);
  private final long soakEnd = System.nanoTime() + TimeUnit.SECONDS.toNanos(SOAK_SECONDS);

  /** So many rounds, or as many as there is time for. */
  private boolean goesOn(int round, int least) {
    return round < least || System.nanoTime() < soakEnd;
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void sets(String version) {
    try (RespClient ours = shards.connect();
        RespClient theirs = one.connect()) {
      begin(ours, theirs, version);
      same(ours, theirs, "SET", key("set"), "a string");
      for (int i = 0; goesOn(i, 600); i++) {
        same(ours, theirs, change("set"));
        String operation = SETS.get(random.nextInt(3));
        String destination = key("set");
        same(ours, theirs, words(List.of(operation), some("set")));
        same(ours, theirs, words(List.of(operation + "STORE", destination), some("set")));
        same(ours, theirs, "SMEMBERS", destination);
        same(ours, theirs, card());
      }
      for (int i = 0; i < KEYS; i++) {
        same(ours, theirs, "SMEMBERS", "set" + i);
        same(ours, theirs, "TYPE", "set" + i);
      }
    }
  }

  private String[] change(String kind) {
    String[] values = new String[1 + random.nextInt(20)];
    Arrays.setAll(values, i -> "member" + random.nextInt(60));
    return random.nextInt(30) == 0
        ? new String[] {"DEL", key(kind)}
        : words(List.of("SADD", key(kind)), List.of(values));
  }

  private String[] card() {
    List<String> keys = some("set");
    List<String> rest =
        switch (random.nextInt(6)) {
          case 0 -> List.of("LIMIT", "0");
          case 1, 2 -> List.of("limit", Integer.toString(random.nextInt(5)));
          case 3 -> List.of("LIMIT", "-1");
          case 4 -> List.of("LIMITED", "1");
          default -> List.of();
        };
    List<String> all = new ArrayList<>(List.of("SINTERCARD", Integer.toString(keys.size())));
    all.addAll(keys);
    all.addAll(rest);
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void strings_of_bits(String version) {
    try (RespClient ours = shards.connect();
        RespClient theirs = one.connect()) {
      begin(ours, theirs, version);
      same(ours, theirs, "SADD", "bits0", "a set");
      for (int i = 0; goesOn(i, 400); i++) {
        char[] value = new char[random.nextInt(50)];
        for (int c = 0; c < value.length; c++) {
          value[c] = (char) random.nextInt(256);
        }
        same(ours, theirs, "SET", "bits" + (1 + random.nextInt(KEYS - 1)), new String(value));
        String operation = BITS.get(random.nextInt(BITS.size()));
        String destination = "bits" + (1 + random.nextInt(KEYS - 1));
        List<String> sources = some("bits");
        if (operation.equals("NOT") && random.nextInt(3) > 0) {
          sources = sources.subList(0, 1);
        }
        same(ours, theirs, words(List.of("BITOP", operation, destination), sources));
        same(ours, theirs, "GET", destination);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void hyperloglogs(String version) {
    try (RespClient ours = shards.connect();
        RespClient theirs = one.connect()) {
      begin(ours, theirs, version);
      for (int i = 0; i < 60; i++) {
        String key = "log" + random.nextInt(KEYS - 2);
        String[] elements = new String[random.nextInt(4) == 0 ? 3000 : 1 + random.nextInt(30)];
        Arrays.setAll(elements, e -> "element" + random.nextInt(50_000));
        same(ours, theirs, words(List.of("PFADD", key), List.of(elements)));
        same(ours, theirs, words(List.of("PFCOUNT"), some("log")));
        String destination = key("log");
        same(ours, theirs, words(List.of("PFMERGE", destination), some("log")));
        same(ours, theirs, "PFCOUNT", destination);
        same(ours, theirs, words(List.of("PFCOUNT"), some("log")));
        if (i == 50) {
          same(ours, theirs, "SET", "log0", "no HyperLogLog");
        } else if (i == 55) {
          same(ours, theirs, "SADD", "log8", "x");
        }
      }
      assertThat(ours.ask("KEYS", "*:gathered:*")).isEqualTo("*0\r\n");
    }
  }

  private static void begin(RespClient ours, RespClient theirs, String version) {
    for (RespClient client : List.of(ours, theirs)) {
      client.ask("HELLO", version);
      client.ask("FLUSHALL");
    }
  }

  private static void same(RespClient ours, RespClient theirs, String... words) {
    assertThat(sorted(ours.ask(words)))
        .as(Arrays.toString(words))
        .isEqualTo(sorted(theirs.ask(words)));
  }

  /** A reply with the members of a set in an order of their own. */
  private static String sorted(String reply) {
    if (reply.charAt(0) != '*' && reply.charAt(0) != '~') {
      return reply;
    }
    String[] lines = reply.split("\r\n");
    TreeSet<String> members = new TreeSet<>();
    for (int i = 2; i < lines.length; i += 2) {
      members.add(lines[i]);
    }
    return lines[0] + members;
  }

  private String key(String kind) {
    return kind + random.nextInt(KEYS);
  }

  private List<String> some(String kind) {
    List<String> keys = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      keys.add(key(kind));
    }
    return keys;
  }

  private static String[] words(List<String> first, List<String> rest) {
    List<String> all = new ArrayList<>(first);
    all.addAll(rest);
    return all.toArray(String[]::new);
  }

  @Test
  void what_follows_in_a_pipeline_sees_what_was_written() {
    try (RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "order");
      String b = shards.keyOn(1, "order");
      String to = shards.keyOn(2, "order");
      List<byte[]> pipeline = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        pipeline.add(command("SADD", a, "m" + i));
        pipeline.add(command("SUNIONSTORE", to, a, b));
        pipeline.add(command("SCARD", to));
        pipeline.add(command("SUNION", a, b));
        pipeline.add(command("SREM", a, "m" + i));
      }
      List<String> replies = client.askAll(pipeline);
      for (int i = 0; i < 50; i++) {
        assertThat(replies.subList(5 * i, 5 * i + 5))
            .containsExactly(
                ":1\r\n", ":1\r\n", ":1\r\n", "*1\r\n" + RespClient.bulk("m" + i), ":1\r\n");
      }
    }
  }
}
