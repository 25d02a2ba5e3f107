package dev.ringway.server.pubsub;

import static dev.ringway.server.kit.RespClient.bulk;
import static dev.ringway.server.pubsub.Shards.direct;
import static dev.ringway.server.pubsub.Shards.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscribers over three servers that are well. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class PubSubIT {
  @Test
  void every_subscriber_gets_every_message_once_and_publishers_learn_how_many() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient publisher = shards.connect()) {
      List<RespClient> subscribers = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        RespClient subscriber = shards.connect();
        subscribers.add(subscriber);
        for (int shard = 0; shard < 3; shard++) {
          assertThat(subscriber.ask("SUBSCRIBE", shards.channelOn(shard)))
              .isEqualTo(confirmed("subscribe", shards.channelOn(shard), shard + 1));
        }
      }
      subscribers.getFirst().ask("PSUBSCRIBE", "channel*");
      for (int shard = 0; shard < 3; shard++) {
        String channel = shards.channelOn(shard);
        assertThat(publisher.ask("PUBLISH", channel, "hello")).isEqualTo(":10\r\n");
        assertThat(publisher.ask("PUBSUB", "NUMSUB", channel))
            .isEqualTo("*2\r\n" + bulk(channel) + ":9\r\n");
        assertThat(publisher.ask("PUBLISH", channel, "x".repeat(100_000))).isEqualTo(":10\r\n");
      }
      assertThat(publisher.ask("PUBSUB", "NUMPAT")).isEqualTo(":1\r\n");
      assertThat(publisher.ask("PUBSUB", "CHANNELS")).startsWith("*3\r\n");
      assertThat(publisher.ask("PUBSUB", "CHANNELS", "nosuch*")).isEqualTo("*0\r\n");
      for (RespClient subscriber : subscribers) {
        List<String> expected = new ArrayList<>();
        for (int shard = 0; shard < 3; shard++) {
          String channel = shards.channelOn(shard);
          for (String text : List.of("hello", "x".repeat(100_000))) {
            expected.add(message(channel, text));
            if (subscriber.equals(subscribers.getFirst())) {
              expected.add(message("channel*", channel, text));
            }
          }
        }
        subscriber.send(RespClient.command("PING"));
        expected.add("*2\r\n$4\r\npong\r\n$0\r\n\r\n");
        List<String> got = new ArrayList<>();
        while (got.size() < expected.size()) {
          got.add(subscriber.read());
        }
        assertThat(got).containsExactlyInAnyOrderElementsOf(expected);
        subscriber.close();
      }
      for (int shard = 0; shard < 3; shard++) {
        shards.awaitUpstream(shards.channelOn(shard), 0);
      }
      assertThat(shards.count(ListenerCounter.SUBSCRIPTIONS)).isZero();
      assertThat(shards.count(ServerCounter.SUBSCRIPTIONS)).isZero();
      // Two workers hear six messages on their channels; one of them also by the pattern.
      assertThat(shards.count(ServerCounter.MESSAGES)).isEqualTo(2 * 6 + 6);
      assertThat(shards.count(ListenerCounter.MESSAGES)).isEqualTo(6 * 10);
      assertThat(publisher.ask("PUBLISH", shards.channelOn(0), "nobody")).isEqualTo(":0\r\n");
    }
  }

  private static String confirmed(String verb, String channel, int count) {
    return "*3\r\n" + bulk(verb) + bulk(channel) + ":" + count + "\r\n";
  }

  @Test
  void servers_see_one_subscriber_for_each_worker() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient one = shards.connect();
        RespClient two = shards.connect();
        RespClient three = shards.connect()) {
      String channel = shards.channelOn(1);
      for (RespClient client : List.of(one, two, three)) {
        client.ask("SUBSCRIBE", channel);
      }
      shards.awaitUpstream(channel, 2);
      assertThat(direct(shards.shardOf(channel), "PUBLISH", channel, "direct")).isEqualTo(":2\r\n");
      for (RespClient client : List.of(one, two, three)) {
        assertThat(client.read()).isEqualTo(message(channel, "direct"));
        assertThat(client.ask("UNSUBSCRIBE")).startsWith("*3\r\n$11\r\nunsubscribe\r\n");
      }
      shards.awaitUpstream(channel, 0);
      assertThat(one.ask("SUBSCRIBE", channel)).startsWith("*3\r\n$9\r\nsubscribe\r\n");
      shards.awaitUpstream(channel, 1);
      one.reset();
      shards.awaitUpstream(channel, 0);
    }
  }

  @Test
  void patterns_and_notifications_about_keys_come_from_every_server() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient patterns = shards.connect();
        RespClient events = shards.connect();
        RespClient client = shards.connect()) {
      patterns.ask("PSUBSCRIBE", "__keyspace@0__:*");
      events.ask("SUBSCRIBE", "__keyevent@0__:set");
      for (int shard = 0; shard < 3; shard++) {
        String key = shards.ringway().keyOn("shard-" + shard, "key");
        assertThat(client.ask("SET", key, "v")).isEqualTo("+OK\r\n");
        assertThat(patterns.read())
            .isEqualTo(message("__keyspace@0__:*", "__keyspace@0__:" + key, "set"));
        assertThat(events.read()).isEqualTo(message("__keyevent@0__:set", key));
        assertThat(direct(shards.shard(shard), "PUBLISH", "__keyspace@0__:x", "direct"))
            .isEqualTo(":1\r\n");
        assertThat(patterns.read())
            .isEqualTo(message("__keyspace@0__:*", "__keyspace@0__:x", "direct"));
      }
      assertThat(client.ask("PUBLISH", "__keyevent@0__:set", "mine")).isEqualTo(":1\r\n");
      assertThat(client.ask("PUBSUB", "NUMSUB", "__keyevent@0__:set"))
          .isEqualTo("*2\r\n" + bulk("__keyevent@0__:set") + ":1\r\n");
      assertThat(events.read()).isEqualTo(message("__keyevent@0__:set", "mine"));
    }
  }

  @Test
  void a_subscriber_of_resp3_may_say_anything_and_gets_pushes_between_replies() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient client = shards.connect();
        RespClient publisher = shards.connect()) {
      assertThat(client.ask("HELLO", "3")).startsWith("%7\r\n");
      String channel = shards.channelOn(2);
      assertThat(client.ask("SSUBSCRIBE", channel))
          .isEqualTo(">3\r\n" + bulk("ssubscribe") + bulk(channel) + ":1\r\n");
      assertThat(client.ask("SUBSCRIBE", channel, "other"))
          .isEqualTo(">3\r\n" + bulk("subscribe") + bulk(channel) + ":1\r\n");
      assertThat(client.read()).isEqualTo(">3\r\n" + bulk("subscribe") + bulk("other") + ":2\r\n");
      String big = "v".repeat(3_000_000);
      assertThat(client.ask("SET", "big", big)).isEqualTo("+OK\r\n");
      int pushes = 0;
      for (int i = 0; i < 20; i++) {
        client.send(RespClient.command("GET", "big"));
        client.send(RespClient.command("GET", "none"));
        for (String kind : List.of("PUBLISH", "SPUBLISH")) {
          assertThat(publisher.ask(kind, channel, "m" + i)).isEqualTo(":1\r\n");
        }
        List<String> replies = new ArrayList<>();
        while (replies.size() < 2) {
          String reply = client.read();
          if (reply.startsWith(">3\r\n")) {
            pushes++;
          } else {
            replies.add(reply);
          }
        }
        assertThat(replies.get(0)).isEqualTo(bulk(big));
        assertThat(replies.get(1)).isEqualTo("_\r\n");
      }
      while (pushes < 40) {
        assertThat(client.read()).startsWith(">3\r\n");
        pushes++;
      }
      assertThat(client.ask("RESET")).isEqualTo("+RESET\r\n");
      assertThat(publisher.ask("PUBLISH", channel, "x")).isEqualTo(":0\r\n");
    }
  }

  @Test
  void a_transaction_may_publish_where_its_keys_are() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient subscriber = shards.connect();
        RespClient client = shards.connect()) {
      String channel = shards.channelOn(0);
      subscriber.ask("SUBSCRIBE", channel);
      client.ask("MULTI");
      assertThat(client.ask("SET", channel, "v")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("PUBLISH", channel, "done")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*2\r\n+OK\r\n:1\r\n");
      assertThat(subscriber.read()).isEqualTo(message(channel, "done"));
      client.ask("MULTI");
      client.ask("SET", channel, "v");
      assertThat(client.ask("PUBLISH", shards.channelOn(1), "x")).startsWith("-CROSSSLOT ");
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
      client.ask("MULTI");
      assertThat(client.ask("SUBSCRIBE", channel))
          .isEqualTo("-ERR unsupported: SUBSCRIBE is not served between MULTI and EXEC\r\n");
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
    }
  }

  @Test
  void who_does_not_read_is_closed_and_the_others_get_everything() throws Exception {
    try (Shards shards = new Shards(3, "limits: {max_unsent_messages: 4MiB}");
        RespClient slow = RespClient.withReceiveBuffer(shards.port(), 4096);
        RespClient other = shards.connect();
        RespClient publisher = shards.connect()) {
      String channel = shards.channelOn(1);
      slow.ask("SUBSCRIBE", channel);
      other.ask("SUBSCRIBE", channel);
      String text = "t".repeat(50_000);
      for (int i = 0; i < 400; i++) {
        publisher.ask("PUBLISH", channel, i + text);
        assertThat(other.read()).isEqualTo(message(channel, i + text));
      }
      Await.until("the end of one", () -> shards.count(ListenerCounter.SLOW_SUBSCRIBERS) == 1);
      shards.publishUntil(publisher, channel, "last", 1);
      assertThat(slow.readToEnd().getLast()).isEqualTo(RespClient.CLOSED);
      assertThat(shards.ringway().proxy().keptBytes()).isLessThan(1 << 20);
    }
  }

  @Test
  void replies_keep_their_order_around_subscriptions_in_a_pipeline() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient client = shards.connect()) {
      for (int i = 0; i < 50; i++) {
        String a = "a" + i;
        String b = "b" + i;
        client.send(RespClient.command("SET", a, "v"));
        client.send(RespClient.command("GET", a));
        client.send(RespClient.command("SUBSCRIBE", a, b));
        client.send(RespClient.command("SUBSCRIBE", "c"));
        client.send(RespClient.command("GET", a));
        client.send(RespClient.command("UNSUBSCRIBE", a, b, "c"));
        client.send(RespClient.command("GET", a));
        assertThat(client.read()).isEqualTo("+OK\r\n");
        assertThat(client.read()).isEqualTo(bulk("v"));
        assertThat(client.read()).isEqualTo(confirmed("subscribe", a, 1));
        assertThat(client.read()).isEqualTo(confirmed("subscribe", b, 2));
        assertThat(client.read()).isEqualTo(confirmed("subscribe", "c", 3));
        assertThat(client.read()).startsWith("-ERR Can't execute 'get': only (P|S)SUBSCRIBE / ");
        assertThat(client.read()).isEqualTo(confirmed("unsubscribe", a, 2));
        assertThat(client.read()).isEqualTo(confirmed("unsubscribe", b, 1));
        assertThat(client.read()).isEqualTo(confirmed("unsubscribe", "c", 0));
        assertThat(client.read()).isEqualTo(bulk("v"));
      }
    }
  }
}
