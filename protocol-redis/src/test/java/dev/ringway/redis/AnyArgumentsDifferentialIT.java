package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command of the table with arguments that mean something, or nothing, to any command. */
final class AnyArgumentsDifferentialIT {
  /** What chance, time or memory decide, or what would change the connection. */
  private static final Set<String> NOT_COMPARABLE =
      Set.of(
          "dump",
          "hrandfield",
          "lcs",
          "memory|usage",
          "object|freq",
          "object|idletime",
          "spop",
          "srandmember",
          "sscan",
          "xinfo|consumers",
          "xinfo|stream",
          "xpending",
          "zlexcount",
          "zrandmember",
          "zrange",
          "zrangebylex",
          "zrangestore",
          "zremrangebylex",
          "zrevrangebylex");

  private static final Set<String> SETS =
      Set.of("sdiff", "sinter", "smembers", "sort", "sort_ro", "sunion", "hgetall");

  private static final Set<String> TIMES = Set.of("ttl", "pttl", "expiretime", "pexpiretime");

  private static final List<String> OPTIONS =
      List.of(
          "NX",
          "XX",
          "GT",
          "LT",
          "CH",
          "INCR",
          "GET",
          "KEEPTTL",
          "COUNT",
          "LIMIT",
          "BY",
          "ASC",
          "DESC",
          "ALPHA",
          "STORE",
          "STOREDIST",
          "WITHSCORES",
          "WEIGHTS",
          "AGGREGATE",
          "MIN",
          "MAX",
          "SUM",
          "REV",
          "BYSCORE",
          "BYLEX",
          "LEFT",
          "RIGHT",
          "BEFORE",
          "AFTER",
          "RANK",
          "MAXLEN",
          "MATCH",
          "STREAMS",
          "GROUP",
          "g",
          "c",
          "KEYS",
          "AND",
          "OR",
          "NOT",
          "BIT",
          "BYTE",
          "u8",
          "SET",
          "INCRBY",
          "OVERFLOW",
          "SAT",
          "FROMMEMBER",
          "BYRADIUS",
          "km",
          "REPLACE",
          "JUSTID",
          "MKSTREAM",
          "$",
          ">",
          "-",
          "+",
          "(1",
          "[v1",
          "WITHVALUES",
          "FIELDS",
          "",
          "*");

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void any_arguments_are_answered_as_by_redis(int version) throws Exception {
    List<RequestTemplate> templates = templates();
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      ours.ask("HELLO", "" + version);
      real.ask("HELLO", "" + version);
      Seeds.each(2, seed -> compare(ours, real, new Random(seed), templates, seed));
    }
  }

  /** One line for each row that goes to a server and does not wait there. */
  private static List<RequestTemplate> templates() {
    List<RequestTemplate> templates = new ArrayList<>();
    for (RedisCommand row : RedisCommands.standard().rows()) {
      boolean goesToServer =
          row.service() == RedisCommand.Service.ROUTED
              || row.service() == RedisCommand.Service.SPLIT;
      boolean isOld = row.since().compareTo("7.2") < 0;
      if (goesToServer && isOld && !NOT_COMPARABLE.contains(row.name())) {
        String how = SETS.contains(row.name()) ? " => in any order" : "";
        how = TIMES.contains(row.name()) ? " => about" : how;
        templates.add(RequestTemplate.of(row.name().replace('|', ' ') + how));
      }
    }
    return templates;
  }

  private static void compare(
      RawClient ours, RawClient real, Random random, List<RequestTemplate> templates, long seed)
      throws IOException {
    RequestWords words = new RequestWords(random, "k");
    List<String> different = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      RequestTemplate template = templates.get(random.nextInt(templates.size()));
      String[] request = request(template, random, words);
      String expected = template.comparable(real.ask(request));
      String actual = template.comparable(ours.ask(request));
      if (!actual.equals(expected)) {
        different.add(i + " " + Arrays.toString(request) + ": " + expected + " / " + actual);
      }
    }
    assertThat(different).as("seed %d", seed).isEmpty();
  }

  private static String[] request(RequestTemplate template, Random random, RequestWords words) {
    List<String> request = new ArrayList<>(template.words());
    int least = Math.abs(Objects.requireNonNull(template.command()).arity()) - 1;
    int length = Math.max(1, least + random.nextInt(7) - 1);
    while (request.size() < length) {
      request.add(
          switch (random.nextInt(8)) {
            case 0, 1, 2 -> words.key(template.command());
            case 3 -> words.oneOf(RequestWords.INTEGERS);
            case 4 -> Integer.toString(random.nextInt(4));
            case 5 -> "v" + random.nextInt(5);
            default -> words.oneOf(OPTIONS);
          });
    }
    return request.toArray(String[]::new);
  }
}
