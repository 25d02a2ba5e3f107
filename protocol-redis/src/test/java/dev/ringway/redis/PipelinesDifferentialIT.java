package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pipelines that come in pieces of any size get the bytes that Redis itself gives. */
final class PipelinesDifferentialIT {
  private static final int ROUNDS = 60;

  @ParameterizedTest
  @CsvSource({"2,1", "3,1", "2,3", "3,3"})
  void pipelines_cut_anywhere_are_answered_as_by_redis(int version, int shards) throws Exception {
    List<RequestTemplate> plain = RequestTemplate.all();
    plain.removeIf(template -> Set.of("RESET", "SCAN").contains(template.words().getFirst()));
    List<RequestTemplate> queued = transactions();
    List<RealRedis> behind = new ArrayList<>();
    try (RealRedis direct = new RealRedis()) {
      for (int i = 0; i < shards; i++) {
        behind.add(new RealRedis());
      }
      try (RunningProxy proxy = new RunningProxy(behind, null)) {
        Seeds.each(
            2,
            seed -> {
              try (RawClient ours = new RawClient(proxy.port());
                  RawClient real = new RawClient(direct.port())) {
                ours.ask("HELLO", "" + version);
                real.ask("HELLO", "" + version);
                Random random = new Random(seed);
                for (int round = 0; round < ROUNDS; round++) {
                  List<RequestTemplate> templates = random.nextBoolean() ? plain : queued;
                  compare(ours, real, random, templates, "seed " + seed + " round " + round);
                  for (String end : List.of("DISCARD", "UNWATCH")) {
                    assertThat(ours.ask(end)).isEqualTo(real.ask(end));
                  }
                }
              }
            });
      }
    } finally {
      for (RealRedis redis : behind) {
        redis.close();
      }
    }
  }

  /** What is queued between MULTI and EXEC, and those. */
  private static List<RequestTemplate> transactions() throws IOException {
    List<RequestTemplate> templates = new ArrayList<>();
    for (RequestTemplate template : RequestTemplate.all()) {
      RedisCommand command = template.command();
      boolean goesToServers =
          command == null
              || command.service() == RedisCommand.Service.ROUTED
              || command.service() == RedisCommand.Service.SPLIT
              || command.service() == RedisCommand.Service.BLOCKING;
      if (goesToServers && template.comparison().isEmpty()) {
        templates.add(template);
      }
    }
    for (int i = 0; i < 60; i++) {
      for (String line : List.of("MULTI", "EXEC", "EXEC", "WATCH K", "PING", "DISCARD")) {
        templates.add(RequestTemplate.of(line));
      }
    }
    return templates;
  }

  private static void compare(
      RawClient ours, RawClient real, Random random, List<RequestTemplate> templates, String what)
      throws IOException {
    RequestWords words = new RequestWords(random, "{p}k");
    List<RequestTemplate> used = new ArrayList<>();
    List<String[]> requests = new ArrayList<>();
    ByteArrayOutputStream pipeline = new ByteArrayOutputStream();
    int length = 1 + random.nextInt(80);
    for (int i = 0; i < length; i++) {
      RequestTemplate template = templates.get(random.nextInt(templates.size()));
      used.add(template);
      requests.add(words.fill(template));
      pipeline.writeBytes(Requests.of(requests.getLast()));
    }
    byte[] bytes = pipeline.toByteArray();
    Thread sender = Thread.ofVirtual().start(() -> sendInPieces(ours, bytes, random.nextLong()));
    Thread other = Thread.ofVirtual().start(() -> sendInPieces(real, bytes, 0));
    List<String> different = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String expected = used.get(i).comparable(real.read());
      String actual = used.get(i).comparable(ours.read());
      if (!actual.equals(expected)) {
        different.add(
            i + " " + Arrays.toString(requests.get(i)) + ": " + expected + " / " + actual);
      }
    }
    join(sender);
    join(other);
    assertThat(different).as(what).isEmpty();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** In one piece if the seed is 0; else in some, of one byte or many. */
  private static void sendInPieces(RawClient client, byte[] bytes, long seed) {
    Random random = new Random(seed);
    try {
      int at = 0;
      while (at < bytes.length) {
        int most = seed == 0 ? bytes.length : 1 << random.nextInt(15);
        int to = Math.min(bytes.length, at + 1 + random.nextInt(most));
        client.send(Arrays.copyOfRange(bytes, at, to));
        at = to;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
