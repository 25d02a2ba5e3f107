package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same requests through a proxy and straight to a Redis get the same bytes. */
final class RedisDifferentialIT {
  /** Commands whose replies do not depend on chance, time or the address of a server. */
  private static final String[] TEMPLATES = {
    "SET K V",
    "SET K V NX",
    "SET K V XX GET",
    "SET K V EX 100",
    "SET K V BAD",
    "GET K",
    "GETDEL K",
    "GETEX K PERSIST",
    "SETNX K V",
    "SETRANGE K 3 V",
    "GETRANGE K 0 -1",
    "STRLEN K",
    "APPEND K V",
    "INCR K",
    "INCRBY K N",
    "DECR K",
    "INCRBYFLOAT K 1.5",
    "INCRBY K x",
    "DEL K",
    "DEL K K K",
    "UNLINK K K",
    "EXISTS K K K",
    "TOUCH K K",
    "MGET K K K",
    "MGET K",
    "MSET K V K V",
    "MSET K V",
    "MSET K V K",
    "MSETNX K V K V",
    "TYPE K",
    "PERSIST K",
    "EXPIRE K 100",
    "TTL K",
    "RENAME K K",
    "RENAMENX K K",
    "COPY K K",
    "OBJECT ENCODING K",
    "SORT K",
    "SORT K ALPHA",
    "SORT K ALPHA STORE K",
    "LPUSH K V V",
    "RPUSH K V",
    "LRANGE K 0 -1",
    "LPOP K",
    "LPOP K 2",
    "LMOVE K K LEFT RIGHT",
    "RPOPLPUSH K K",
    "LINDEX K 0",
    "LLEN K",
    "LREM K 0 V",
    "LSET K 0 V",
    "LMPOP 2 K K LEFT",
    "LPOS K V",
    "LTRIM K 0 3",
    "LINSERT K BEFORE V V",
    "SADD K V V",
    "SREM K V",
    "SCARD K",
    "SISMEMBER K V",
    "SMISMEMBER K V V",
    "SINTERCARD 2 K K",
    "SINTERSTORE K K K",
    "SMOVE K K V",
    "HSET K V V",
    "HSET K V",
    "HGET K V",
    "HMGET K V V",
    "HGETALL K",
    "HDEL K V",
    "HINCRBY K V 1",
    "HLEN K",
    "HEXISTS K V",
    "HSTRLEN K V",
    "ZADD K N V",
    "ZADD K INCR N V",
    "ZSCORE K V",
    "ZMSCORE K V V",
    "ZRANGE K 0 -1 WITHSCORES",
    "ZRANK K V",
    "ZINCRBY K N V",
    "ZCARD K",
    "ZPOPMIN K",
    "ZPOPMAX K 2",
    "ZUNIONSTORE K 2 K K",
    "ZUNION 2 K K WITHSCORES",
    "ZINTER 1 K WITHSCORES",
    "ZDIFF 2 K K",
    "ZUNION 0 K",
    "ZMPOP 1 K MIN",
    "ZRANGESTORE K K 0 1",
    "ZREMRANGEBYRANK K 0 0",
    "ZCOUNT K -inf +inf",
    "GEOADD K 13.3 38.1 V",
    "GEOPOS K V",
    "GEODIST K V V",
    "GEOSEARCH K FROMLONLAT 15 37 BYRADIUS 200 km WITHDIST",
    "PFADD K V V",
    "PFCOUNT K K",
    "PFMERGE K K",
    "SETBIT K 7 1",
    "GETBIT K 7",
    "BITCOUNT K",
    "BITOP AND K K K",
    "BITPOS K 1",
    "BITFIELD K INCRBY u8 0 200",
    "XADD K 1-N f V",
    "XLEN K",
    "XRANGE K - +",
    "XREAD COUNT 2 STREAMS K K 0 0",
    "XREAD STREAMS K",
    "XGROUP CREATE K g 0",
    "XDEL K 1-N",
    "XINFO STREAM K",
    "XREADGROUP GROUP g c COUNT 1 STREAMS K >",
    "XPENDING K g",
    "EVAL RETURN 1 K V",
    "EVAL ERROR 1 K",
    "EVAL TABLE 2 K K V",
    "EVAL RETURN x K",
    "EVAL RETURN 9 K",
    "EVALSHA nosuch 1 K",
    "EVAL_RO RETURN 1 K V",
    "FCALL nosuch 1 K",
    "GET",
    "GET K K",
    "SET K",
    "MGET",
    "HELLO 9",
    "NOSUCH a b",
    "OBJECT",
    "OBJECT NOSUCH K",
    "PING",
    "PING V",
    "ECHO V",
    "ECHO",
    "SELECT 99",
    "SELECT x",
    "CLIENT GETNAME",
    "CLIENT SETNAME V",
    "CLIENT NOSUCH",
    "AUTH V",
    "AUTH default V",
    "AUTH V V",
    "SELECT 3",
    "SELECT 0",
    "CLUSTER INFO",
    "COMMAND GETKEYS GET K",
    "COMMAND GETKEYS PING",
    "COMMAND GETKEYS NOSUCH",
    "ACL WHOAMI",
    "RESET",
    "SINTERCARD x K",
    "XREADGROUP GROUP g",
    "DBSIZE",
    "SCAN 0 COUNT 1000 MATCH nosuch",
    "SCAN x",
    "BLPOP K 0.01",
    "BLPOP K K K 0.01",
    "BRPOP K 0.01",
    "BRPOP K K 0.01",
    "BLPOP K x",
    "BLPOP K -1",
    "BLPOP K",
    "BRPOPLPUSH K K 0.01",
    "BLMOVE K K LEFT RIGHT 0.01",
    "BLMOVE K K UP RIGHT 0.01",
    "BLMPOP 0.01 2 K K LEFT",
    "BLMPOP 0.01 2 K K RIGHT COUNT 2",
    "BLMPOP 0.01 0 K LEFT",
    "BLMPOP x 1 K LEFT",
    "BZPOPMIN K 0.01",
    "BZPOPMAX K K 0.01",
    "BZMPOP 0.01 1 K MIN",
    "BZMPOP 0.01 2 K K MAX COUNT 3",
    "BZMPOP 0.01 9 K MAX",
    "XREAD BLOCK 5 STREAMS K $",
    "XREAD COUNT 1 BLOCK 5 STREAMS K K 0 $",
    "XREAD BLOCK x STREAMS K 0",
    "XREADGROUP GROUP g c BLOCK 5 STREAMS K >",
    "XREADGROUP GROUP g c COUNT 2 BLOCK 5 STREAMS K K > 0",
    "WAIT 0 5",
    "WAIT 1 5",
    "WAIT x 5",
    "WAIT 1 -1",
    "UNWATCH",
    "UNWATCH x",
    "WATCH",
    "SCAN 0 COUNT 0",
    "SCAN 0 FOO",
    "KEYS nosuch",
    "SCRIPT EXISTS a",
    "SCRIPT LOAD LUA",
    "SCRIPT FLUSH BAD",
    "SCRIPT LOAD x(",
    "EVALSHA SHA 1 K",
    "FUNCTION LIST",
    "FUNCTION DELETE nosuch",
    "FUNCTION LOAD x",
    "FUNCTION LIST LIBRARYNAME",
    "FLUSHDB BAD",
    "EVAL RETURN 0",
    "COMMAND GETKEYS MSET K V K V",
    "COMMAND GETKEYS GET",
    "CLIENT NO-EVICT on",
    "CLIENT NO-EVICT x",
    "CONFIG GET save",
    "COMMAND INFO nosuch",
    "HELLO 3 SETNAME"
  };

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void one_shard_answers_as_redis_itself(int version) throws Exception {
    try (RealRedis behind = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(behind), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      compare(ours, real, version, 1, 4000, "k");
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
      for (String tag : List.of("{a}", "{bcd}", "{efghi}", "{j}")) {
        compare(ours, real, version, tag.hashCode(), 1000, tag + "k");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void transactions_answer_as_redis_itself(int version) throws Exception {
    List<String> templates = new ArrayList<>();
    for (String template : TEMPLATES) {
      String[] words = template.split(" ");
      byte[] name = Cuts.bytes(words[0]);
      RedisCommand command = RedisCommands.standard().find(name, 0, name.length);
      boolean goesToServers =
          command == null
              || command.service() == RedisCommand.Service.ROUTED
              || command.service() == RedisCommand.Service.SPLIT
              || command.service() == RedisCommand.Service.BLOCKING;
      if (goesToServers) {
        templates.add(template);
      }
    }
    for (int i = 0; i < 20; i++) {
      templates.addAll(List.of("MULTI", "EXEC", "EXEC", "PING", "ECHO V"));
      templates.addAll(List.of("WATCH K", "WATCH K K", "UNWATCH"));
    }
    templates.addAll(List.of("DISCARD", "DISCARD", "MULTI x", "EXEC x", "RESET"));
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis direct = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two), null);
        RawClient ours = new RawClient(proxy.port());
        RawClient real = new RawClient(direct.port())) {
      String[] all = templates.toArray(String[]::new);
      compare(ours, real, version, 11, 6000, "{tx}k", all);
    }
  }

  private static void compare(
      RawClient ours, RawClient real, int version, long seed, int rounds, String prefix)
      throws IOException {
    compare(ours, real, version, seed, rounds, prefix, TEMPLATES);
  }

  private static void compare(
      RawClient ours,
      RawClient real,
      int version,
      long seed,
      int rounds,
      String prefix,
      String[] templates)
      throws IOException {
    Random random = new Random(seed);
    String[] hello = {"HELLO", Integer.toString(version)};
    hello(ours, real, hello);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      String template = templates[random.nextInt(templates.length)];
      if (template.startsWith("SCAN") && prefix.startsWith("{")) {
        continue; // the cursor over several servers is the proxy's own
      }
      String[] request = fill(template, random, prefix);
      String expected = comparable(real.ask(request));
      String actual = comparable(ours.ask(request));
      if (!actual.equals(expected)) {
        different.add(i + " " + Arrays.toString(request) + ": " + expected + " / " + actual);
      }
      if (template.equals("RESET")) {
        hello(ours, real, hello);
      }
    }
    assertThat(different).isEmpty();
  }

  private static void hello(RawClient ours, RawClient real, String[] hello) throws IOException {
    assertThat(ours.ask(hello)).startsWith(real.ask(hello).substring(0, 4));
  }

  /** What addresses of a server's own would tell apart. */
  private static String comparable(String reply) {
    return reply.replaceAll("script: [0-9a-f]{40}", "script: sha");
  }

  private static String[] fill(String template, Random random, String prefix) {
    String[] words = template.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "K" -> prefix + random.nextInt(12);
            case "V" -> "v" + random.nextInt(5);
            case "N" -> Integer.toString(1 + random.nextInt(100));
            case "RETURN" -> "return {KEYS[1], ARGV[1], 3, false}";
            case "LUA" -> "return 1";
            case "SHA" -> "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
            case "ERROR" -> "return redis.error_reply('MY error')";
            case "TABLE" -> "return {redis.call('TYPE', KEYS[1]), redis.call('TYPE', KEYS[2])}";
            default -> random.nextInt(8) == 0 ? words[i].toLowerCase(Locale.ROOT) : words[i];
          };
    }
    return words;
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
