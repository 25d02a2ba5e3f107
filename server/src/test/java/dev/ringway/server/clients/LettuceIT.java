package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lettuce with its defaults: RESP3, CLIENT SETINFO at connecting, one connection for all. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class LettuceIT {
  private ThreeShards shards;
  private RedisClient client;
  private StatefulRedisConnection<String, String> connection;

  @BeforeEach
  void connect() throws Exception {
    shards = new ThreeShards();
    client = RedisClient.create(RedisURI.create("127.0.0.1", shards.port()));
    connection = client.connect();
  }

  @AfterEach
  void close() {
    connection.close();
    client.shutdown();
    shards.close();
  }

  @Test
  void ordinary_commands() {
    RedisCommands<String, String> redis = connection.sync();
    assertThat(redis.ping()).isEqualTo("PONG");
    assertThat(redis.set("text", "grüße")).isEqualTo("OK");
    assertThat(redis.get("text")).isEqualTo("grüße");
    assertThat(redis.get("none")).isNull();
    assertThat(redis.incrby("count", 42)).isEqualTo(42);
    assertThat(redis.expire("count", 100)).isTrue();
    assertThat(redis.ttl("count")).isPositive();
    assertThat(redis.hset("hash", Map.of("a", "1", "b", "2"))).isEqualTo(2);
    assertThat(redis.hgetall("hash")).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(redis.rpush("list", "x", "y")).isEqualTo(2);
    assertThat(redis.lrange("list", 0, -1)).containsExactly("x", "y");
    assertThat(redis.zadd("scores", 1.5, "one")).isEqualTo(1);
    assertThat(redis.zrangeWithScores("scores", 0, -1))
        .containsExactly(ScoredValue.just(1.5, "one"));
    assertThat(redis.sadd("set", "m")).isEqualTo(1);
    assertThat(redis.smembers("set")).containsExactly("m");
    assertThatThrownBy(() -> redis.incr("hash"))
        .isInstanceOf(RedisCommandExecutionException.class)
        .hasMessageStartingWith("WRONGTYPE");
  }

  @Test
  void many_keys() {
    RedisCommands<String, String> redis = connection.sync();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      values.put("many:" + i * 7919, "v" + i);
    }
    String[] keys = values.keySet().toArray(String[]::new);
    assertThat(redis.mset(values)).isEqualTo("OK");
    assertThat(redis.mget(keys))
        .containsExactlyElementsOf(
            Arrays.stream(keys).map(key -> KeyValue.just(key, values.get(key))).toList());
    assertThat(redis.exists(keys)).isEqualTo(100);
    assertThat(redis.del(keys)).isEqualTo(100);
  }

  @Test
  void a_pipeline_of_a_thousand() throws Exception {
    RedisAsyncCommands<String, String> redis = connection.async();
    connection.setAutoFlushCommands(false);
    List<RedisFuture<String>> replies = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      replies.add(redis.set("pipe:" + i, "v" + i));
      replies.add(redis.get("pipe:" + i));
    }
    connection.flushCommands();
    connection.setAutoFlushCommands(true);
    for (int i = 0; i < replies.size(); i++) {
      String expected = i % 2 == 0 ? "OK" : "v" + i / 2;
      assertThat(replies.get(i).get(60, TimeUnit.SECONDS)).isEqualTo(expected);
    }
  }

  @Test
  void scans_and_scripts() {
    RedisCommands<String, String> redis = connection.sync();
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      redis.set("scan:" + i, "v");
      keys.add("scan:" + i);
    }
    Set<String> scanned = new HashSet<>();
    ScanIterator.scan(redis, ScanArgs.Builder.matches("scan:*")).forEachRemaining(scanned::add);
    assertThat(scanned).isEqualTo(keys);
    String sha = redis.scriptLoad("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    for (int i = 0; i < 20; i++) {
      String[] names = {"script:" + i};
      assertThat(redis.<Long>evalsha(sha, ScriptOutputType.INTEGER, names, "5")).isEqualTo(5);
    }
  }

  @Test
  void transactions_and_waits_on_every_shard() throws Exception {
    RedisCommands<String, String> redis = connection.sync();
    try (StatefulRedisConnection<String, String> other = client.connect()) {
      for (String tag : shards.tags()) {
        redis.watch(tag + "count");
        other.sync().set(tag + "count", "7");
        redis.multi();
        redis.incr(tag + "count");
        assertThat(redis.exec().wasDiscarded()).isTrue();
        redis.multi();
        redis.incr(tag + "count");
        redis.get(tag + "count");
        assertThat(redis.exec()).containsExactly(8L, "8");
        assertThat(redis.brpop(0.05, tag + "queue")).isNull();
        RedisFuture<KeyValue<String, String>> popped = connection.async().brpop(10, tag + "queue");
        other.sync().lpush(tag + "queue", "a");
        assertThat(popped.get().getValue()).isEqualTo("a");
      }
    }
  }

  @Test
  void messages_of_every_shard() {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub()) {
      subscriber.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              heard.add(channel + "=" + message);
            }

            @Override
            public void message(String pattern, String channel, String message) {
              heard.add(channel + "=" + message);
            }
          });
      List<String> channels = shards.tags().stream().map(tag -> tag + "news").toList();
      subscriber.sync().subscribe(channels.toArray(String[]::new));
      subscriber.sync().psubscribe("*news");
      for (String channel : channels) {
        assertThat(connection.sync().publish(channel, "hello")).isEqualTo(2);
      }
      Await.until("all messages", () -> heard.size() == 2 * channels.size());
      for (String channel : channels) {
        assertThat(heard).filteredOn((channel + "=hello")::equals).hasSize(2);
      }
    }
  }

  @Test
  void a_mebibyte_of_every_byte() {
    try (StatefulRedisConnection<byte[], byte[]> bytes = client.connect(ByteArrayCodec.INSTANCE)) {
      byte[] binary = ThreeShards.binary();
      byte[] key = Arrays.copyOf(binary, 256);
      assertThat(bytes.sync().set(key, binary)).isEqualTo("OK");
      assertThat(bytes.sync().get(key)).isEqualTo(binary);
    }
  }
}
