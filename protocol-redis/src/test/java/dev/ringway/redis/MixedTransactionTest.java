package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.resp.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions with commands that the proxy answers itself. */
final class MixedTransactionTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  private void queue(String... commands) {
    assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
    for (String command : commands) {
      assertThat(client.ask(command)).as(command).isEqualTo("+QUEUED\r\n");
    }
  }

  private static String block(String... commands) {
    StringBuilder block = new StringBuilder("*1\r\n$5\r\nMULTI\r\n");
    for (String command : commands) {
      block.append(new String(Requests.of(command.split(" ")), StandardCharsets.ISO_8859_1));
    }
    return block.append("*1\r\n$4\r\nEXEC\r\n").toString();
  }

  @Test
  void what_the_proxy_answers_needs_no_server() {
    queue("CLIENT SETNAME me", "CLIENT GETNAME", "SELECT x", "CLUSTER INFO");
    assertThat(client.ask("CLIENT REPLY OFF")).startsWith("-ERR unsupported: CLIENT REPLY");
    assertThat(client.ask("EXEC")).startsWith("-EXECABORT");
    assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$-1\r\n");
    queue("CLIENT SETNAME me", "CLIENT GETNAME", "SELECT x", "CLUSTER INFO");
    assertThat(client.ask("EXEC").lines())
        .containsExactly(
            "*4",
            "+OK",
            "$2",
            "me",
            "-ERR value is not an integer or out of range",
            "-ERR This instance has cluster support disabled");
    assertThat(zero.requests).isEmpty();
  }

  @Test
  void every_reply_stands_where_its_command_was_queued() {
    queue("CLIENT SETNAME me", "GET k1", "CLIENT GETNAME", "INFO server", "LRANGE k1 0 1");
    client.ask("EXEC");
    client.ask("PING");
    assertThat(one.requests).containsExactly(block("GET k1", "LRANGE k1 0 1"));
    assertThat(client.isPaused()).isTrue();
    one.answer("*2\r\n$1\r\nv\r\n*2\r\n$1\r\na\r\n$1\r\nb\r\n");
    assertThat(client.reply(6)).as("INFO asks every server").isNull();
    zero.answer("$6\r\nzero\r\n\r\n");
    one.answer("$5\r\none\r\n\r\n");
    assertThat(client.reply(6))
        .startsWith("*5\r\n+OK\r\n$1\r\nv\r\n$2\r\nme\r\n$")
        .endsWith("*2\r\n$1\r\na\r\n$1\r\nb\r\n");
    assertThat(client.reply(7)).isEqualTo("+PONG\r\n");
  }

  @Test
  void where_the_server_runs_nothing_the_proxy_runs_nothing() {
    for (String refusal : List.of("-EXECABORT no\r\n", "*-1\r\n", "_\r\n")) {
      queue("CLIENT SETNAME me", "GET k1");
      client.ask("EXEC");
      one.answer(refusal);
      assertThat(client.reply()).isEqualTo(refusal);
      assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$-1\r\n");
    }
    queue("CLIENT SETNAME me", "GET k1");
    client.ask("EXEC");
    one.fail();
    assertThat(client.reply()).startsWith("-ERR timeout: ");
    assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$-1\r\n");
  }

  @Test
  void a_reply_that_does_not_fit_is_an_error() {
    for (String odd : List.of("*1\r\n+OK\r\n", "*3\r\n+OK\r\n+OK\r\n+OK\r\n")) {
      queue("CLIENT ID", "GET k1", "GET k1");
      client.ask("EXEC");
      one.answer(odd);
      assertThat(client.reply()).startsWith("-ERR malformed: ");
    }
  }

  @Test
  void SELECT_counts_for_what_follows_and_the_shared_connection_gets_its_database_back() {
    client.ask("SELECT 1");
    queue("SELECT 3", "GET k1", "SELECT 5");
    client.ask("EXEC");
    assertThat(one.requests).containsExactly(block("SELECT 3", "GET k1", "SELECT 5", "SELECT 1"));
    assertThat(one.variants).containsExactly(Variant.of(1, false));
    one.answer("*4\r\n+OK\r\n$1\r\nv\r\n+OK\r\n+OK\r\n");
    assertThat(client.reply()).isEqualTo("*3\r\n+OK\r\n$1\r\nv\r\n+OK\r\n");
    client.ask("GET k1");
    assertThat(one.variants).containsExactly(Variant.of(1, false), Variant.of(5, false));
  }

  @Test
  void a_SELECT_that_was_not_run_changes_nothing() {
    queue("SELECT 3", "SELECT 5", "GET k1");
    client.ask("EXEC");
    one.answer("*4\r\n+OK\r\n-ERR DB index is out of range\r\n$-1\r\n+OK\r\n");
    client.ask("GET k1");
    one.answer("$-1\r\n");
    queue("SELECT 7", "GET k1");
    client.ask("DISCARD");
    client.ask("GET k1");
    assertThat(one.variants).containsExactly(0, Variant.of(3, false), Variant.of(3, false));
  }

  @Test
  void what_is_watched_is_watched_for_the_proxy_s_own_too() {
    client.ask("WATCH k1");
    one.leases.getLast().answer("+OK\r\n");
    queue("CLIENT SETNAME me", "GET k1");
    client.ask("EXEC");
    one.leases.getLast().answer("*-1\r\n");
    assertThat(client.reply()).isEqualTo("*-1\r\n");
    assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$-1\r\n");
    client.ask("WATCH k1");
    one.leases.getLast().answer("+OK\r\n");
    queue("CLIENT SETNAME me");
    client.ask("EXEC");
    one.leases.getLast().answer("*0\r\n");
    assertThat(client.reply()).isEqualTo("*1\r\n+OK\r\n");
  }
}
