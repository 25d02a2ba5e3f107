package dev.ringway.server.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** Lettuce and Jedis subscribe and publish, also while a server is killed. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ClientLibrariesIT {
  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"RESP2", "RESP3"})
  void lettuce(ProtocolVersion version) throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    try (Shards shards = new Shards(3)) {
      RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", shards.port()));
      client.setOptions(ClientOptions.builder().protocolVersion(version).build());
      try (StatefulRedisPubSubConnection<String, String> subscriber = client.connectPubSub();
          StatefulRedisConnection<String, String> publisher = client.connect()) {
        subscriber.addListener(
            new RedisPubSubAdapter<>() {
              @Override
              public void message(String channel, String message) {
                got.add(channel + "=" + message);
              }

              @Override
              public void message(String pattern, String channel, String message) {
                got.add(pattern + ":" + channel + "=" + message);
              }

              @Override
              public void smessage(String channel, String message) {
                got.add("s:" + channel + "=" + message);
              }
            });
        String one = shards.channelOn(0);
        String two = shards.channelOn(1);
        subscriber.sync().subscribe(one, two);
        subscriber.sync().psubscribe("chan*");
        subscriber.sync().ssubscribe("sharded");
        assertThat(publisher.sync().publish(one, "a")).isEqualTo(2);
        assertThat(publisher.sync().publish(two, "b")).isEqualTo(2);
        assertThat(publisher.sync().spublish("sharded", "c")).isEqualTo(1);
        assertThat(publisher.sync().pubsubNumsub(one)).containsEntry(one, 1L);
        assertThat(publisher.sync().pubsubChannels()).contains(one, two);
        Await.until("all messages", () -> got.size() == 5);
        assertThat(got).contains(one + "=a", "chan*:" + one + "=a", two + "=b", "s:sharded=c");
        shards.shard(1).kill();
        shards.shard(1).restart();
        Await.until(
            "a message after the restart",
            () -> {
              publisher.sync().publish(two, "after");
              return got.contains(two + "=after") && got.contains("chan*:" + two + "=after");
            });
        subscriber.sync().unsubscribe(one, two);
        subscriber.sync().punsubscribe("chan*");
        assertThat(publisher.sync().publish(one, "nobody")).isZero();
      } finally {
        client.shutdown(0, 1, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void jedis() throws Exception {
    List<String> got = new CopyOnWriteArrayList<>();
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onMessage(String channel, String message) {
            got.add(channel + "=" + message);
          }

          @Override
          public void onPMessage(String pattern, String channel, String message) {
            got.add(pattern + ":" + channel + "=" + message);
          }

          @Override
          public void onPong(String pattern) {
            got.add("pong " + pattern);
          }
        };
    try (Shards shards = new Shards(3);
        Jedis publisher = new Jedis("127.0.0.1", shards.port())) {
      String one = shards.channelOn(0);
      String two = shards.channelOn(2);
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try (Jedis jedis = new Jedis("127.0.0.1", shards.port(), 60_000)) {
                  jedis.subscribe(listener, one, two);
                }
              });
      shards.awaitUpstream(one, 1);
      shards.awaitUpstream(two, 1);
      Await.until("both channels", () -> listener.getSubscribedChannels() == 2);
      listener.psubscribe("chan*");
      Await.until("the pattern too", () -> listener.getSubscribedChannels() == 3);
      assertThat(publisher.publish(one, "a")).isEqualTo(2);
      assertThat(publisher.publish(two, "b")).isEqualTo(2);
      assertThat(publisher.pubsubNumPat()).isEqualTo(1);
      listener.ping("x");
      Await.until("all messages", () -> got.size() == 5);
      assertThat(got).contains(one + "=a", "chan*:" + two + "=b", "pong x");
      listener.unsubscribe();
      listener.punsubscribe();
      thread.join();
      assertThat(publisher.publish(one, "nobody")).isZero();
    }
  }
}
