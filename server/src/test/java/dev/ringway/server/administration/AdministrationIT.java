package dev.ringway.server.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.resps.Slowlog;

@ExtendWith(NoLeaks.class)
final class AdministrationIT {
  private static final String SPIN =
      "local n = 0 for i = 1, 3000000 do n = n + i end return redis.call('GET', KEYS[1])";

  @Test
  void info_waits_for_a_hung_server_as_long_as_the_pool_says() throws Exception {
    try (ThreeShards shards = new ThreeShards("");
        RespClient client = shards.connect()) {
      client.ask("INFO");
      shards.shard(1).hang();
      try {
        long before = System.nanoTime();
        String info = client.ask("INFO");
        assertThat(info).contains("missing_shards:1\r\nmissing_shard0:name=s1,");
        assertThat(info).contains(",error=timeout\r\n", "redis_version:", "# Keyspace");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(client.ask("INFO", "server")).contains("redis_version:");
        assertThat(client.ask("INFO", "replication")).contains("role:master");
      } finally {
        shards.shard(1).goOn();
      }
    }
  }

  @Test
  void a_walk_ends_though_a_reload_takes_a_server_away() throws Exception {
    try (ThreeShards shards = new ThreeShards("");
        RespClient client = shards.connect()) {
      for (int i = 0; i < 600; i++) {
        client.ask("SET", "key:" + i, "v");
      }
      String cursor = "0";
      int steps = 0;
      do {
        cursor = cursor(client.ask("SCAN", cursor, "COUNT", "20"));
        if (steps == 15) {
          shards.reload(2, "");
        }
        assertThat(++steps).as("a walk ends").isLessThan(500);
      } while (!cursor.equals("0"));
      assertThat(steps).isGreaterThan(16);
    }
  }

  private static String cursor(String reply) {
    Matcher matcher = Pattern.compile("^\\*2\r\n\\$\\d+\r\n(\\d+)\r\n").matcher(reply);
    assertThat(matcher.find()).as(reply).isTrue();
    return matcher.group(1);
  }

  @Test
  void the_slow_log_is_one_for_all_workers_and_follows_the_configuration() throws Exception {
    try (ThreeShards shards =
            new ThreeShards(", slowlog: {slower_than: 0, length: 100, arguments: true}");
        RespClient first = shards.connect();
        RespClient second = shards.connect()) {
      for (int i = 0; i < 10; i++) {
        first.ask("GET", "key" + i);
        second.ask("GET", "key" + i);
      }
      assertThat(first.ask("SLOWLOG", "LEN")).isEqualTo(":20\r\n");
      assertThat(second.ask("SLOWLOG", "LEN")).isEqualTo(":20\r\n");
      shards.reload(3, ", slowlog: {slower_than: 5ms, length: 3, arguments: true}");
      assertThat(first.ask("SLOWLOG", "LEN")).isEqualTo(":3\r\n");
      first.ask("SLOWLOG", "RESET");
      first.ask("EVAL", SPIN, "1", "key");
      String slow = second.ask("SLOWLOG", "GET", "1");
      assertThat(slow).contains("$4\r\nEVAL\r\n", "$3\r\nkey\r\n");
      Matcher micros =
          Pattern.compile("^\\*1\r\n\\*6\r\n:\\d+\r\n:\\d+\r\n:(\\d+)\r\n").matcher(slow);
      assertThat(micros.find()).as(slow).isTrue();
      assertThat(Long.parseLong(micros.group(1))).isBetween(5_000L, 60_000_000L);
    }
  }

  @Test
  void client_libraries_understand_the_answers() throws Exception {
    try (ThreeShards shards =
            new ThreeShards(", config_set: true, slowlog: {slower_than: 0, arguments: true}");
        Jedis jedis = new Jedis("127.0.0.1", shards.port())) {
      jedis.set("key", "v");
      assertThat(jedis.info()).contains("connected_clients:", "used_memory_human:");
      List<Slowlog> slow = jedis.slowlogGet(1);
      assertThat(slow.getFirst().getArgs()).containsExactly("SET", "key", "v");
      assertThat(jedis.configSet("maxmemory-policy", "allkeys-lfu")).isEqualTo("OK");
      assertThat(jedis.configGet("maxmemory-policy"))
          .isEqualTo(Map.of("maxmemory-policy", "allkeys-lfu"));
      assertThat(jedis.memoryDoctor()).contains("# s0");
      assertThat(jedis.moduleList()).isEmpty();
      RedisClient lettuce = RedisClient.create("redis://127.0.0.1:" + shards.port());
      try (StatefulRedisConnection<String, String> connection = lettuce.connect()) {
        RedisCommands<String, String> redis = connection.sync();
        assertThat(redis.role().getFirst()).isEqualTo("master");
        assertThat(redis.info("stats")).contains("total_commands_processed:");
        assertThat(redis.configGet("maxmemory")).isEqualTo(Map.of("maxmemory", "0"));
        assertThat(redis.slowlogGet(2)).hasSize(1);
        assertThat(redis.slowlogLen()).isPositive();
        assertThat(redis.dbsize()).isEqualTo(1);
        assertThat(redis.bgrewriteaof()).startsWith("Background");
        assertThat(redis.lastsave()).isNotNull();
      } finally {
        lettuce.shutdown();
      }
    }
  }
}
