package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same bytes into nutcracker and into Ringway give the same bytes, for every Redis command that
 * nutcracker serves; what differs on purpose is in {@link DifferencesIT}.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class RepliesIT {
  /** Everything that nutcracker 0.5.0 serves, but SPOP, which leaves different sets behind. */
  private static final String[] TEMPLATES = {
    "APPEND K V",
    "BITCOUNT K",
    "BITCOUNT K 0 -1",
    "BITFIELD K INCRBY u8 0 3",
    "BITPOS K 1",
    "COPY K K",
    "DECR K",
    "DECRBY K N",
    "DEL K",
    "DUMP K",
    "EVAL SCRIPT 1 K V",
    "EVAL BAD 1 K",
    "EVALSHA nosuch 1 K",
    "EXISTS K",
    "EXPIRE K 1000",
    "EXPIREAT K 1",
    "GEOADD K 13.3 38.1 V",
    "GEODIST K V V",
    "GEOHASH K V",
    "GEOPOS K V",
    "GEORADIUS K 15 37 200 km",
    "GEORADIUSBYMEMBER K V 100 km",
    "GEOSEARCH K FROMLONLAT 15 37 BYRADIUS 200 km",
    "GEOSEARCHSTORE K K FROMLONLAT 15 37 BYRADIUS 200 km",
    "GET K",
    "GETBIT K 3",
    "GETDEL K",
    "GETEX K PERSIST",
    "GETRANGE K 0 3",
    "GETSET K V",
    "HDEL K V",
    "HEXISTS K V",
    "HGET K V",
    "HGETALL K",
    "HINCRBY K V N",
    "HINCRBYFLOAT K V 1.5",
    "HKEYS K",
    "HLEN K",
    "HMGET K V V",
    "HMSET K V V",
    "HRANDFIELD K",
    "HSCAN K 0",
    "HSET K V V",
    "HSET K V V V V",
    "HSETNX K V V",
    "HSTRLEN K V",
    "HVALS K",
    "INCR K",
    "INCRBY K N",
    "INCRBYFLOAT K 2.5",
    "LINDEX K 0",
    "LINSERT K BEFORE V V",
    "LLEN K",
    "LMOVE K K LEFT RIGHT",
    "LPOP K",
    "LPOP K 2",
    "LPOS K V",
    "LPUSH K V",
    "LPUSH K V V V",
    "LPUSHX K V",
    "LRANGE K 0 -1",
    "LREM K 0 V",
    "LSET K 0 V",
    "LTRIM K 0 4",
    "MGET K",
    "MGET K K K",
    "MSET K V",
    "MSET K V K V K V",
    "PERSIST K",
    "PEXPIRE K 1000000",
    "PEXPIREAT K 1",
    "PFADD K V V",
    "PFCOUNT K",
    "PFMERGE K K",
    "PING",
    "PSETEX K 1000000 V",
    "RESTORE K 0 V",
    "RPOP K",
    "RPOPLPUSH K K",
    "RPUSH K V",
    "RPUSHX K V",
    "SADD K V",
    "SADD K V V",
    "SCARD K",
    "SDIFF K K",
    "SDIFFSTORE K K K",
    "SET K V",
    "SET K V EX 100",
    "SET K V NX",
    "SET K V XX GET",
    "SET K V BAD",
    "SETBIT K 5 1",
    "SETEX K 1000 V",
    "SETNX K V",
    "SETRANGE K 2 V",
    "SINTER K K",
    "SINTERSTORE K K K",
    "SISMEMBER K V",
    "SMEMBERS K",
    "SMISMEMBER K V V",
    "SMOVE K K V",
    "SORT K ALPHA",
    "SREM K V",
    "SRANDMEMBER K",
    "SSCAN K 0",
    "STRLEN K",
    "SUNION K K",
    "SUNIONSTORE K K K",
    "TOUCH K",
    "TTL K",
    "TYPE K",
    "UNLINK K",
    "ZADD K N V",
    "ZADD K NX CH N V N V",
    "ZCARD K",
    "ZCOUNT K -inf +inf",
    "ZDIFF 2 K K",
    "ZDIFFSTORE K 1 K",
    "ZINCRBY K N V",
    "ZINTER 2 K K WITHSCORES",
    "ZINTERSTORE K 2 K K",
    "ZLEXCOUNT K - +",
    "ZMSCORE K V V",
    "ZPOPMAX K",
    "ZPOPMIN K 2",
    "ZRANGE K 0 -1 WITHSCORES",
    "ZRANGEBYLEX K - +",
    "ZRANGEBYSCORE K -inf 50",
    "ZRANGESTORE K K 0 -1",
    "ZRANDMEMBER K",
    "ZRANK K V",
    "ZREM K V",
    "ZREMRANGEBYLEX K - [v1",
    "ZREMRANGEBYRANK K 0 0",
    "ZREMRANGEBYSCORE K 0 5",
    "ZREVRANGE K 0 -1",
    "ZREVRANGEBYLEX K + -",
    "ZREVRANGEBYSCORE K 50 0",
    "ZREVRANK K V",
    "ZSCAN K 0",
    "ZSCORE K V",
    "ZUNION 2 K K",
    "ZUNIONSTORE K 2 K K"
  };

  /** The commands of all templates, in lower case. */
  static Stream<String> commandNames() {
    return Stream.of(TEMPLATES).map(template -> template.split(" ")[0].toLowerCase(Locale.ROOT));
  }

  @Test
  void one_server_gives_the_same_bytes() throws Exception {
    try (BothProxies both = new BothProxies(1)) {
      compare(both, "", 6_000);
    }
  }

  @Test
  void three_servers_give_the_same_bytes_where_keys_share_a_tag() throws Exception {
    try (BothProxies both = new BothProxies(3, "hash_tag: \"{}\"")) {
      for (String tag : List.of("{a}", "{bcd}", "{efghi}")) {
        compare(both, tag, 1_500);
      }
    }
  }

  private static void compare(BothProxies both, String tag, int rounds) {
    Random random = new Random(tag.hashCode());
    List<String> different = new ArrayList<>();
    try (RespClient theirs = both.nutcracker();
        RespClient ours = both.ringway()) {
      for (int i = 0; i < rounds; i++) {
        String template = TEMPLATES[i < TEMPLATES.length ? i : random.nextInt(TEMPLATES.length)];
        if (!tag.isEmpty() && template.matches("Z(DIFF|INTER|UNION) .*")) {
          // nutcracker takes the number of keys for the key.
          continue;
        }
        String[] command = fill(template, random, tag);
        String expected = comparable(template, theirs.ask(command));
        String actual = comparable(template, ours.ask(command));
        if (!actual.equals(expected)) {
          different.add(String.join(" ", command) + ": " + expected + " / " + actual);
        }
      }
    }
    assertThat(different).isEmpty();
  }

  /** Without what two servers do differently themselves: chance, and the order of a set. */
  private static String comparable(String template, String reply) {
    return switch (template.split(" ")[0]) {
      case "HRANDFIELD", "SRANDMEMBER", "ZRANDMEMBER" -> reply.replaceAll("v\\d", "v");
      case "SMEMBERS", "SDIFF", "SINTER", "SUNION", "SSCAN" ->
          reply.lines().sorted().collect(Collectors.joining(" "));
      case "DUMP" -> reply.lines().findFirst().orElseThrow();
      case "EVAL" -> reply.replaceAll("[0-9a-f]{40}", "sha");
      default -> reply;
    };
  }

  private static String[] fill(String template, Random random, String tag) {
    String[] words = template.split(" ");
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "K" -> tag + "k" + random.nextInt(30);
            case "V" -> "v" + random.nextInt(4);
            case "N" -> Integer.toString(1 + random.nextInt(60));
            case "SCRIPT" -> "return {KEYS[1], ARGV[1], 3, false, {1, {2}}}";
            case "BAD" -> "return redis.error_reply('MY error')";
            default -> random.nextInt(4) == 0 ? words[i].toLowerCase(Locale.ROOT) : words[i];
          };
    }
    return words;
  }

  @Test
  void keys_on_many_servers_give_the_same_bytes() throws Exception {
    try (BothProxies both = new BothProxies(5);
        RespClient theirs = both.nutcracker();
        RespClient ours = both.ringway()) {
      Random random = new Random(3);
      for (int i = 0; i < 400; i++) {
        String name = List.of("MSET", "MGET", "DEL", "UNLINK", "TOUCH").get(random.nextInt(5));
        List<String> command = new ArrayList<>(List.of(name));
        for (int k = 1 + random.nextInt(40); k > 0; k--) {
          command.add("a key of some length " + random.nextInt(100));
          if (name.equals("MSET")) {
            command.add("v".repeat(random.nextInt(i % 20 == 0 ? 30_000 : 100)));
          }
        }
        String[] words = command.toArray(String[]::new);
        assertThat(ours.ask(words)).as(name).isEqualTo(theirs.ask(words));
      }
    }
  }

  @Test
  void a_pipeline_cut_anywhere_gives_the_same_bytes() throws Exception {
    List<byte[]> commands = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      commands.add(RespClient.command("SET", "some key " + i, "\r\n$-1\0" + i));
      commands.add(RespClient.command("GET", "some key " + i / 2));
      commands.add(RespClient.command("MGET", "some key " + i, "nothing", "some key " + i / 3));
    }
    try (BothProxies both = new BothProxies(3);
        RespClient theirs = both.nutcracker();
        RespClient ours = both.ringway()) {
      assertThat(ours.askAll(commands)).isEqualTo(theirs.askAll(commands));
    }
  }

  @Test
  void large_and_binary_values_give_the_same_bytes() throws Exception {
    StringBuilder every = new StringBuilder();
    for (int i = 0; i < 256; i++) {
      every.append((char) i);
    }
    try (BothProxies both = new BothProxies(3);
        RespClient theirs = both.nutcracker();
        RespClient ours = both.ringway()) {
      for (String value :
          Stream.of(1, 100, 4_096, 16_384, 65_536, 1 << 20, 5 << 20)
              .map(size -> every.toString().repeat(size / 256 + 1).substring(0, size))
              .toList()) {
        String key = "key " + every + value.length();
        assertThat(ours.ask("SET", key, value)).isEqualTo(theirs.ask("SET", key, value));
        assertThat(ours.ask("GET", key).equals(theirs.ask("GET", key))).isTrue();
        assertThat(ours.ask("MGET", key, "x", key).equals(theirs.ask("MGET", key, "x", key)))
            .isTrue();
      }
    }
  }
}
