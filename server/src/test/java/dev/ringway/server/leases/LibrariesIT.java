package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.NoLeaks;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Transaction;

/** Lettuce and Jedis watch, run transactions and wait for lists. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class LibrariesIT {
  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"RESP2", "RESP3"})
  void lettuce(ProtocolVersion version) throws Exception {
    try (ThreeShards shards = new ThreeShards()) {
      RedisClient client =
          RedisClient.create(RedisURI.create("127.0.0.1", shards.ringway().port()));
      client.setOptions(ClientOptions.builder().protocolVersion(version).build());
      try (StatefulRedisConnection<String, String> one = client.connect();
          StatefulRedisConnection<String, String> two = client.connect()) {
        for (int shard = 0; shard < 3; shard++) {
          String key = "{" + shards.key(shard, "k") + "}";
          one.sync().watch(key);
          two.sync().set(key, "other");
          one.sync().multi();
          one.sync().set(key, "mine");
          assertThat(one.sync().exec().wasDiscarded()).isTrue();
          one.sync().watch(key);
          one.sync().multi();
          one.sync().set(key, "mine");
          TransactionResult result = one.sync().exec();
          assertThat(result.wasDiscarded()).isFalse();
          assertThat(result.<String>get(0)).isEqualTo("OK");
          RedisFuture<KeyValue<String, String>> popped = one.async().blpop(0, key + "list");
          RedisFuture<String> behind = one.async().get(key);
          two.sync().rpush(key + "list", "v");
          assertThat(popped.get().getValue()).isEqualTo("v");
          assertThat(behind.get()).isEqualTo("mine");
        }
      } finally {
        client.shutdown(0, 0, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void jedis() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        Jedis one = new Jedis("127.0.0.1", shards.ringway().port());
        Jedis two = new Jedis("127.0.0.1", shards.ringway().port())) {
      for (int shard = 0; shard < 3; shard++) {
        String key = "{" + shards.key(shard, "k") + "}";
        one.watch(key);
        two.set(key, "other");
        Transaction lost = one.multi();
        lost.set(key, "mine");
        assertThat(lost.exec()).isNull();
        one.watch(key);
        Transaction won = one.multi();
        won.set(key, "mine");
        assertThat(won.exec()).containsExactly("OK");
        two.rpush(key + "list", "v");
        assertThat(one.blpop(5, key + "list")).isEqualTo(List.of(key + "list", "v"));
        assertThat(one.brpop(0.05, key + "list")).isNull();
      }
    }
  }
}
