package dev.ringway.server.pubsub;

import static dev.ringway.server.pubsub.Shards.direct;
import static dev.ringway.server.pubsub.Shards.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Subscribers while servers are killed, hung and started again, and while channels move. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class LostServersIT {
  @Test
  void subscribers_are_kept_while_a_server_is_killed_and_comes_back() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient subscriber = shards.connect();
        RespClient late = shards.connect();
        RespClient publisher = shards.connect()) {
      subscriber.ask("SUBSCRIBE", shards.channelOn(0), shards.channelOn(1));
      subscriber.read();
      subscriber.ask("PSUBSCRIBE", "chan*");
      TestServer server = shards.shard(1);
      for (int round = 1; round <= 3; round++) {
        server.kill();
        assertThat(publisher.ask("PUBLISH", shards.channelOn(1), "x"))
            .matches("-ERR (refused|disconnected): .*shard-1.*\r\n");
        assertThat(publisher.ask("PUBLISH", shards.channelOn(0), "well")).isEqualTo(":2\r\n");
        List<String> got = new ArrayList<>(List.of(subscriber.read(), subscriber.read()));
        assertThat(got)
            .containsExactlyInAnyOrder(
                message(shards.channelOn(0), "well"),
                message("chan*", shards.channelOn(0), "well"));
        if (round == 1) {
          assertThat(late.ask("SUBSCRIBE", shards.channelOn(1))).endsWith(":1\r\n");
        }
        server.restart();
        String text = "back" + round;
        shards.awaitUpstream(shards.channelOn(1), 2);
        shards.publishUntil(publisher, shards.channelOn(1), text, 3);
        assertThat(awaitMessage(late, text)).isEqualTo(message(shards.channelOn(1), text));
        assertThat(awaitMessage(subscriber, text)).contains(text);
        assertThat(awaitMessage(subscriber, text)).contains(text);
        drain(subscriber);
        drain(late);
      }
      assertThat(shards.count(ServerCounter.FEEDS_LOST)).isGreaterThanOrEqualTo(3);
    }
  }

  /** Skips messages until one holds a text. */
  private static String awaitMessage(RespClient client, String text) {
    String reply = client.read();
    while (!reply.contains(text)) {
      reply = client.read();
    }
    return reply;
  }

  /** Skips whatever has come. */
  private static void drain(RespClient client) {
    client.send(RespClient.command("PING", "drained"));
    String reply = client.read();
    while (!reply.contains("drained")) {
      reply = client.read();
    }
  }

  @Test
  void a_hung_server_is_noticed_and_its_subscribers_are_served_when_it_goes_on() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient subscriber = shards.connect();
        RespClient late = shards.connect();
        RespClient publisher = shards.connect()) {
      String channel = shards.channelOn(2);
      subscriber.ask("SUBSCRIBE", channel);
      TestServer server = shards.shard(2);
      server.hang();
      Await.until("the loss", () -> shards.count(ServerCounter.FEEDS_LOST) > 0);
      assertThat(late.ask("SUBSCRIBE", channel)).endsWith(":1\r\n");
      assertThat(publisher.ask("PUBLISH", channel, "x")).startsWith("-ERR timeout: ");
      server.goOn();
      shards.publishUntil(publisher, channel, "again", 2);
      assertThat(awaitMessage(subscriber, "again")).isEqualTo(message(channel, "again"));
      assertThat(awaitMessage(late, "again")).isEqualTo(message(channel, "again"));
    }
  }

  @Test
  void a_reload_moves_channels_to_their_new_servers() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient subscriber = shards.connect();
        RespClient publisher = shards.connect()) {
      String channel = shards.channelOn(2);
      String staying = shards.channelOn(0);
      TestServer leaving = shards.shard(2);
      subscriber.ask("SUBSCRIBE", channel, staying);
      subscriber.read();
      subscriber.ask("PSUBSCRIBE", "chan*");
      shards.reload(2, "1s");
      Await.until(
          "nobody listens to a server that left",
          () ->
              direct(leaving, "PUBSUB", "CHANNELS").equals("*0\r\n")
                  && direct(leaving, "PUBSUB", "NUMPAT").equals(":0\r\n"));
      shards.publishUntil(publisher, channel, "moved", 2);
      assertThat(awaitMessage(subscriber, "moved")).contains("moved");
      drain(subscriber);
      shards.reload(3, "1s");
      shards.publishUntil(publisher, channel, "back", 2);
      assertThat(awaitMessage(subscriber, "back")).contains("back");
      assertThat(direct(leaving, "PUBSUB", "NUMPAT")).isEqualTo(":1\r\n");
      drain(subscriber);
      assertThat(publisher.ask("PUBLISH", staying, "stayed")).isEqualTo(":2\r\n");
      assertThat(awaitMessage(subscriber, "stayed")).contains("stayed");
    }
  }

  @Test
  void a_reload_of_other_settings_loses_no_message_worth_speaking_of() throws Exception {
    try (Shards shards = new Shards(3);
        RespClient subscriber = shards.connect();
        RespClient publisher = shards.connect()) {
      String channel = shards.channelOn(1);
      subscriber.ask("SUBSCRIBE", channel);
      for (int i = 0; i < 5; i++) {
        assertThat(publisher.ask("PUBLISH", channel, "before" + i)).isEqualTo(":1\r\n");
        shards.reload(3, "1" + i + "00ms");
        shards.awaitUpstream(channel, 1);
        shards.publishUntil(publisher, channel, "after" + i, 1);
        assertThat(subscriber.read()).isEqualTo(message(channel, "before" + i));
        assertThat(awaitMessage(subscriber, "after" + i)).isEqualTo(message(channel, "after" + i));
        drain(subscriber);
      }
    }
  }
}
