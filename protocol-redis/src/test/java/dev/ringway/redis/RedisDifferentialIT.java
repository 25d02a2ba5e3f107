package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests through a proxy and straight to a Redis get the same bytes. */
final class RedisDifferentialIT {
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void one_shard_answers_as_redis_itself(int version) throws Exception {
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      List<RequestTemplate> all = RequestTemplate.all();
      Seeds.each(2, seed -> compare(ours, real, version, seed, 4000, "k", all));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void three_shards_answer_as_redis_where_keys_share_a_tag(int version) throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      List<RequestTemplate> all = RequestTemplate.all();
      // The cursor over several servers is the proxy's own.
      all.removeIf(template -> template.words().getFirst().equals("SCAN"));
      Seeds.each(4, seed -> compare(ours, real, version, seed, 1500, "{" + seed + "tag}k", all));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transactions_answer_as_redis_itself(int version) throws Exception {
    List<RequestTemplate> templates = new ArrayList<>();
    for (RequestTemplate template : RequestTemplate.all()) {
      if (goesToServers(template.command()) && template.comparison().isEmpty()) {
        templates.add(template);
      }
    }
    for (int i = 0; i < 40; i++) {
      for (String line : List.of("MULTI", "EXEC", "EXEC", "PING", "ECHO V")) {
        templates.add(RequestTemplate.of(line));
      }
      for (String line : List.of("WATCH K", "WATCH K K", "UNWATCH", "FCALL put 1 K V")) {
        templates.add(RequestTemplate.of(line));
      }
    }
    for (String line : List.of("DISCARD", "DISCARD", "MULTI x", "EXEC x", "RESET", "UNWATCH x")) {
      templates.add(RequestTemplate.of(line));
    }
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      Seeds.each(2, seed -> compare(ours, real, version, seed, 4000, "{tx}k", templates));
    }
  }

  private static boolean goesToServers(@Nullable RedisCommand command) {
    return command == null
        || command.service() == RedisCommand.Service.ROUTED
        || command.service() == RedisCommand.Service.SPLIT
        || command.service() == RedisCommand.Service.BLOCKING;
  }

  private static void compare(
      RawClient ours,
      RawClient real,
      int version,
      long seed,
      int rounds,
      String prefix,
      List<RequestTemplate> templates)
      throws IOException {
    Random random = new Random(seed);
    RequestWords words = new RequestWords(random, prefix);
    String[] hello = {"HELLO", Integer.toString(version)};
    assertThat(ours.ask("RESET")).isEqualTo(real.ask("RESET"));
    hello(ours, real, hello);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      RequestTemplate template = templates.get(random.nextInt(templates.size()));
      String[] request = words.fill(template);
      String expected = template.comparable(real.ask(request));
      String actual = template.comparable(ours.ask(request));
      if (!actual.equals(expected)) {
        different.add(i + " " + Arrays.toString(request) + ": " + expected + " / " + actual);
      }
      if (request[0].equalsIgnoreCase("RESET")) {
        hello(ours, real, hello);
      }
    }
    assertThat(different).as("seed %d", seed).isEmpty();
  }

  private static void hello(RawClient ours, RawClient real, String[] hello) throws IOException {
    assertThat(ours.ask(hello)).startsWith(real.ask(hello).substring(0, 4));
  }

  @Test
  void malformed_requests_get_the_words_of_redis_and_a_close() throws Exception {
    List<String> requests =
        List.of(
            "*x\r\n",
            "*1\r\nPING\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$x\r\n",
            "*1\r\n$536870913\r\n",
            "*2147483648\r\n",
            "get \"a\r\n",
            "x".repeat(70_000));
    try (RealRedis redis = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(redis), null)) {
      for (String request : requests) {
        byte[] bytes = Cuts.bytes("*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n" + request);
        assertThat(answers(proxy.port(), bytes))
            .as(request.substring(0, Math.min(20, request.length())))
            .isEqualTo(answers(redis.port(), bytes))
            .hasSize(4)
            .endsWith("closed");
      }
    }
  }

  private static List<String> answers(int port, byte[] bytes) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(bytes);
      List<String> answers = new ArrayList<>();
      do {
        answers.add(client.read());
      } while (!answers.getLast().equals("closed"));
      return answers;
    }
  }

  @Test
  void keys_on_many_shards_are_gathered_in_order() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      Random random = new Random(7);
      for (int i = 0; i < 500; i++) {
        String name = List.of("MGET", "MSET", "DEL", "EXISTS", "UNLINK", "TOUCH").get(i % 6);
        List<String> words = new ArrayList<>(List.of(name));
        int keys = 1 + random.nextInt(60);
        for (int k = 0; k < keys; k++) {
          words.add("some key or other " + random.nextInt(200));
          if (name.equals("MSET")) {
            words.add("v".repeat(i % 50 == 1 ? 30_000 : random.nextInt(60)) + i);
          }
        }
        String[] request = words.toArray(String[]::new);
        assertThat(ours.ask(request)).isEqualTo(real.ask(request));
      }
    }
  }
}
