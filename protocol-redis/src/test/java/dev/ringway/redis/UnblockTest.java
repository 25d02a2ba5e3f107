package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CLIENT UNBLOCK of a client of another worker. */
final class UnblockTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final RedisProtocol protocol = new RedisProtocol();
  private final FakeWorker left = new FakeWorker(protocol, ring);
  private final FakeWorker right = new FakeWorker(protocol, ring);
  private final FakeClient asking = new FakeClient(left, 1);
  private final FakeClient waiting = new FakeClient(right, 2);

  private void ask(String command) {
    asking.ask(command);
    FakeWorker.runAll(left, right);
  }

  private void answer(FakeServer server, String reply) {
    server.answer(reply);
    FakeWorker.runAll(left, right);
  }

  @Test
  void a_client_that_does_not_wait_is_not_unblocked() {
    ask("CLIENT UNBLOCK 2");
    assertThat(asking.reply()).isEqualTo(":0\r\n");
    ask("CLIENT UNBLOCK 99 ERROR");
    assertThat(asking.reply()).isEqualTo(":0\r\n");
  }

  @Test
  void the_server_is_asked_to_end_the_waiting_on_the_connection_there() {
    waiting.ask("BLPOP k1 0");
    ask("CLIENT UNBLOCK 2");
    assertThat(one.last()).isEqualTo("CLIENT UNBLOCK 7 TIMEOUT");
    answer(one, ":1\r\n");
    assertThat(asking.reply()).isEqualTo(":1\r\n");
    one.leases.getFirst().answer("*-1\r\n");
    assertThat(waiting.reply()).isEqualTo("*-1\r\n");
    ask("CLIENT UNBLOCK 2 ERROR");
    assertThat(asking.reply()).isEqualTo(":0\r\n");
  }

  @Test
  void what_the_server_calls_a_connection_is_asked_before_it_first_waits_there() {
    one.asksIds = true;
    waiting.ask("BLPOP k1 0");
    ask("CLIENT UNBLOCK 2 ERROR");
    assertThat(one.requests).isEmpty();
    one.leases.getFirst().answerId(":123\r\n");
    assertThat(one.last()).isEqualTo("CLIENT UNBLOCK 123 ERROR");
    answer(one, ":0\r\n");
    assertThat(asking.reply()).isEqualTo(":0\r\n");
  }

  @Test
  void a_client_that_is_answered_or_leaves_meanwhile_is_not_unblocked() {
    one.asksIds = true;
    waiting.ask("BLPOP k1 0");
    ask("CLIENT UNBLOCK 2");
    waiting.leave();
    FakeWorker.runAll(left, right);
    assertThat(asking.reply()).isEqualTo(":0\r\n");
    assertThat(one.requests).isEmpty();
  }

  @Test
  void a_server_that_does_not_tell_or_refuses_is_named() {
    one.asksIds = true;
    waiting.ask("BLPOP k1 0");
    one.leases.getFirst().answerId("-NOPERM no\r\n");
    ask("CLIENT UNBLOCK 2");
    assertThat(asking.reply())
        .isEqualTo("-ERR unsupported: server one does not tell the ids of connections\r\n");
    one.leases.getFirst().serverId(5);
    ask("CLIENT UNBLOCK 2");
    answer(one, "-NOPERM no\r\n");
    assertThat(asking.reply()).isEqualTo("-ERR unsupported: server one refuses CLIENT UNBLOCK\r\n");
    ask("CLIENT UNBLOCK 2");
    one.fail();
    FakeWorker.runAll(left, right);
    assertThat(asking.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
    assertThat(waiting.reply()).isNull();
  }

  @Test
  void what_waits_at_every_server_ends_at_every_one() {
    waiting.ask("WAIT 1 0");
    ask("CLIENT UNBLOCK 2");
    answer(zero, ":1\r\n");
    answer(one, ":0\r\n");
    assertThat(asking.reply()).isEqualTo(":1\r\n");
  }
}
