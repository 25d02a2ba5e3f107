package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.util.KeyValue;

/** Jedis with its defaults: a pool of connections. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class JedisIT {
  private ThreeShards shards;
  private RedisClient redis;

  @BeforeEach
  void connect() throws Exception {
    shards = new ThreeShards();
    redis = RedisClient.create("127.0.0.1", shards.port());
  }

  @AfterEach
  void close() {
    redis.close();
    shards.close();
  }

  @Test
  void ordinary_commands() {
    assertThat(redis.ping()).isEqualTo("PONG");
    assertThat(redis.set("text", "grüße")).isEqualTo("OK");
    assertThat(redis.get("text")).isEqualTo("grüße");
    assertThat(redis.get("none")).isNull();
    assertThat(redis.incrBy("count", 42)).isEqualTo(42);
    assertThat(redis.expire("count", 100)).isEqualTo(1);
    assertThat(redis.ttl("count")).isPositive();
    assertThat(redis.hset("hash", Map.of("a", "1", "b", "2"))).isEqualTo(2);
    assertThat(redis.hgetAll("hash")).isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(redis.rpush("list", "x", "y")).isEqualTo(2);
    assertThat(redis.lrange("list", 0, -1)).containsExactly("x", "y");
    assertThat(redis.zadd("scores", 1.5, "one")).isEqualTo(1);
    assertThat(redis.zscore("scores", "one")).isEqualTo(1.5);
    assertThat(redis.sadd("set", "m")).isEqualTo(1);
    assertThat(redis.smembers("set")).containsExactly("m");
    assertThatThrownBy(() -> redis.incr("hash"))
        .isInstanceOf(JedisDataException.class)
        .hasMessageStartingWith("WRONGTYPE");
  }

  @Test
  void many_keys() {
    String[] keys =
        IntStream.range(0, 100).mapToObj(i -> "many:" + i * 7919).toArray(String[]::new);
    String[] keysAndValues =
        Arrays.stream(keys).flatMap(key -> Stream.of(key, "v" + key)).toArray(String[]::new);
    assertThat(redis.mset(keysAndValues)).isEqualTo("OK");
    assertThat(redis.mget(keys))
        .containsExactlyElementsOf(Arrays.stream(keys).map(key -> "v" + key).toList());
    assertThat(redis.exists(keys)).isEqualTo(100);
    assertThat(redis.del(keys)).isEqualTo(100);
  }

  @Test
  void a_pipeline_of_a_thousand() {
    List<Response<String>> replies = new ArrayList<>();
    try (Pipeline pipeline = redis.pipelined()) {
      for (int i = 0; i < 500; i++) {
        replies.add(pipeline.set("pipe:" + i, "v" + i));
        replies.add(pipeline.get("pipe:" + i));
      }
      pipeline.sync();
    }
    for (int i = 0; i < replies.size(); i++) {
      assertThat(replies.get(i).get()).isEqualTo(i % 2 == 0 ? "OK" : "v" + i / 2);
    }
  }

  @Test
  void scans_and_scripts() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      redis.set("scan:" + i, "v");
      keys.add("scan:" + i);
    }
    Set<String> scanned = new HashSet<>();
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<String> found = redis.scan(cursor, new ScanParams().match("scan:*"));
      scanned.addAll(found.getResult());
      cursor = found.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    assertThat(scanned).isEqualTo(keys);
    String sha = redis.scriptLoad("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    for (int i = 0; i < 20; i++) {
      assertThat(redis.evalsha(sha, 1, "script:" + i, "5")).isEqualTo(5L);
    }
  }

  @Test
  void transactions_and_waits_on_every_shard() throws Exception {
    for (String tag : shards.tags()) {
      redis.set(tag + "count", "7");
      try (AbstractTransaction transaction = redis.transaction(false)) {
        transaction.watch(tag + "count");
        redis.set(tag + "count", "7");
        transaction.multi();
        transaction.incr(tag + "count");
        assertThat(transaction.exec()).isNull();
      }
      try (AbstractTransaction transaction = redis.multi()) {
        transaction.incr(tag + "count");
        transaction.get(tag + "count");
        assertThat(transaction.exec()).containsExactly(8L, "8");
      }
      assertThat(redis.brpop(0.05, tag + "queue")).isNull();
      CompletableFuture<KeyValue<String, String>> popped =
          CompletableFuture.supplyAsync(() -> redis.brpop(1.0, tag + "queue"));
      redis.lpush(tag + "queue", "a");
      assertThat(popped.get().getValue()).isEqualTo("a");
    }
  }

  @Test
  void messages_of_every_shard() throws Exception {
    List<String> heard = new CopyOnWriteArrayList<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onMessage(String channel, String message) {
            heard.add(channel + "=" + message);
          }
        };
    String[] channels = shards.tags().stream().map(tag -> tag + "news").toArray(String[]::new);
    Thread thread = Thread.ofVirtual().start(() -> redis.subscribe(listener, channels));
    Await.until("all channels", () -> listener.getSubscribedChannels() == channels.length);
    for (String channel : channels) {
      assertThat(redis.publish(channel, "hello")).isEqualTo(1);
    }
    Await.until("all messages", () -> heard.size() == channels.length);
    assertThat(heard)
        .containsOnlyOnceElementsOf(
            Arrays.stream(channels).map(channel -> channel + "=hello").toList());
    listener.unsubscribe();
    thread.join();
  }

  @Test
  void a_mebibyte_of_every_byte() {
    byte[] binary = ThreeShards.binary();
    byte[] key = Arrays.copyOf(binary, 256);
    assertThat(redis.set(key, binary)).isEqualTo("OK");
    assertThat(redis.get(key)).isEqualTo(binary);
  }
}
