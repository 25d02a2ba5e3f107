package dev.ringway.redis.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.FakeClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The end of a subscription is confirmed when the server counts it no more: a publisher that comes
 * after it is told the right number.
 */
final class LeavingTest {
  private final ScriptedShard shard = new ScriptedShard("one");
  private final FakeClient client = new FakeClient(shard, FakeClient.options());

  @BeforeEach
  void subscribe() {
    client.ask("SUBSCRIBE a");
    shard.up();
    shard.confirm("subscribe", "a");
    assertThat(client.reply()).isEqualTo(ScriptedShard.array("subscribe", "a") + ":1\r\n");
    shard.takeAsked();
  }

  @Test
  void an_end_is_confirmed_after_the_server() {
    client.ask("UNSUBSCRIBE a");
    assertThat(shard.takeAsked()).containsExactly("UNSUBSCRIBE a");
    assertThat(client.reply()).isNull();
    assertThat(client.isPaused()).isTrue();
    shard.confirm("unsubscribe", "a");
    assertThat(client.reply()).isEqualTo(ScriptedShard.array("unsubscribe", "a") + ":0\r\n");
    assertThat(client.isPaused()).isFalse();
  }

  @Test
  void an_end_that_no_server_counts_is_confirmed_at_once() {
    client.ask("UNSUBSCRIBE b");
    assertThat(client.reply()).isEqualTo(ScriptedShard.array("unsubscribe", "b") + ":1\r\n");
    assertThat(client.isPaused()).isFalse();
    assertThat(shard.takeAsked()).isEmpty();
  }

  @Test
  void a_lost_server_holds_no_end_up() {
    client.ask("UNSUBSCRIBE a");
    shard.down();
    assertThat(client.reply()).isEqualTo(ScriptedShard.array("unsubscribe", "a") + ":0\r\n");
    assertThat(client.isPaused()).isFalse();
    assertThat(shard.isOpen()).isFalse();
  }

  @Test
  void RESET_ends_what_was_subscribed_and_then_answers() {
    client.ask("RESET");
    client.ask("PING");
    assertThat(shard.takeAsked()).containsExactly("UNSUBSCRIBE a");
    assertThat(client.isPaused()).isTrue();
    shard.confirm("unsubscribe", "a");
    assertThat(client.reply(1)).isEqualTo("+RESET\r\n");
    assertThat(client.reply(2)).isEqualTo("+PONG\r\n");
  }

  @Test
  void a_client_that_goes_meanwhile_gets_nothing() {
    client.ask("RESET");
    client.close();
    shard.confirm("unsubscribe", "a");
    assertThat(client.reply()).startsWith("*3");
  }
}
