package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.protocol.SessionOptions.PartialResults;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RedisSessionTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  @Test
  void routes_by_key_as_the_request_came() {
    client.send(Cuts.bytes("*2\r\n$3\r\ngEt\r\n$2\r\nk1\r\n"));
    assertThat(one.requests).containsExactly("*2\r\n$3\r\ngEt\r\n$2\r\nk1\r\n");
    one.answer("$1\r\nv\r\n");
    assertThat(client.reply()).isEqualTo("$1\r\nv\r\n");
    assertThat(client.counted).containsExactly("get");
    client.ask("OBJECT ENCODING k1");
    assertThat(one.last()).isEqualTo("OBJECT ENCODING k1");
  }

  @Test
  void routes_inline_commands_as_arrays() {
    client.send(Cuts.bytes("set k1 \"a b\"\r\n"));
    assertThat(one.requests).containsExactly("*3\r\n$3\r\nset\r\n$2\r\nk1\r\n$3\r\na b\r\n");
  }

  @Test
  void answers_what_is_local() {
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(client.ask("ping hello")).isEqualTo("$5\r\nhello\r\n");
    assertThat(client.ask("ECHO x")).isEqualTo("$1\r\nx\r\n");
    assertThat(client.ask("CLIENT ID")).isEqualTo(":42\r\n");
    assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$-1\r\n");
    assertThat(client.ask("CLIENT SETNAME me")).isEqualTo("+OK\r\n");
    assertThat(client.ask("CLIENT GETNAME")).isEqualTo("$2\r\nme\r\n");
    assertThat(client.ask("CLIENT SETINFO lib-name jedis")).isEqualTo("+OK\r\n");
    assertThat(client.ask("CLIENT INFO"))
        .contains("id=42 addr=127.0.0.1:4242 laddr=127.0.0.1:6379 ")
        .contains(" name=me ")
        .contains("lib-name=jedis");
    assertThat(client.ask("SELECT 0")).isEqualTo("+OK\r\n");
    assertThat(client.ask("SELECT 16")).isEqualTo("-ERR DB index is out of range\r\n");
    assertThat(client.ask("SELECT x"))
        .isEqualTo("-ERR value is not an integer or out of range\r\n");
    assertThat(client.ask("TIME")).startsWith("*2\r\n$10\r\n");
    assertThat(client.ask("COMMAND COUNT")).matches(":\\d+\r\n");
    assertThat(client.ask("COMMAND INFO get nosuch"))
        .startsWith("*2\r\n*10\r\n$3\r\nget\r\n:2\r\n")
        .endsWith("$-1\r\n");
    assertThat(client.ask("COMMAND DOCS get")).startsWith("*2\r\n$3\r\nget\r\n*6\r\n");
    assertThat(client.ask("COMMAND GETKEYS mset a 1 b 2"))
        .isEqualTo("*2\r\n$1\r\na\r\n$1\r\nb\r\n");
    assertThat(client.ask("CLIENT HELP")).contains("SETNAME");
    assertThat(client.closing).isFalse();
    assertThat(client.ask("QUIT")).isEqualTo("+OK\r\n");
    assertThat(client.closing).isTrue();
  }

  @Test
  void takes_the_last_of_several_stores_for_the_key() {
    String both = "*2\r\n$3\r\nabc\r\n$3\r\ndef\r\n";
    assertThat(client.ask("COMMAND GETKEYS sort abc store x store def")).isEqualTo(both);
    assertThat(client.ask("COMMAND GETKEYS sort abc by store get store limit 0 store store def"))
        .isEqualTo(both);
    assertThat(client.ask("COMMAND GETKEYS georadiusbymember abc m 1 km count 1 store x store def"))
        .isEqualTo(both);
    assertThat(client.ask("COMMAND GETKEYS sort abc by store")).isEqualTo("*1\r\n$3\r\nabc\r\n");
  }

  @Test
  void lists_subcommands_too() {
    assertThat(client.ask("COMMAND LIST")).contains("client|id").contains("\r\nget\r\n");
  }

  @Test
  void refuses_by_name_and_goes_on() {
    assertThat(client.ask("SHUTDOWN"))
        .isEqualTo("-ERR unsupported: SHUTDOWN concerns one server: ask that server\r\n");
    assertThat(client.ask("CLUSTER INFO"))
        .isEqualTo("-ERR This instance has cluster support disabled\r\n");
    assertThat(client.closing).isFalse();
    assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void refuses_in_redis_own_words() {
    assertThat(client.ask("FOO a b"))
        .isEqualTo("-ERR unknown command 'FOO', with args beginning with: 'a' 'b' \r\n");
    assertThat(client.ask("CONFIG FOO"))
        .isEqualTo("-ERR unknown subcommand 'FOO'. Try CONFIG HELP.\r\n");
    assertThat(client.ask("GET")).isEqualTo("-ERR wrong number of arguments for 'get' command\r\n");
    assertThat(client.ask("CONFIG"))
        .isEqualTo("-ERR wrong number of arguments for 'config' command\r\n");
    assertThat(client.ask("CONFIG GET"))
        .isEqualTo("-ERR wrong number of arguments for 'config|get' command\r\n");
    assertThat(client.ask("x\r\ny")).startsWith("-ERR unknown command 'x  y'");
    assertThat(client.ask("GET " + "k".repeat(101)))
        .isEqualTo("-ERR too_large: a key of 101 bytes; the limit is 100\r\n");
  }

  @Test
  void lets_a_server_refuse_what_has_no_keys_to_find() {
    client.ask("SINTERCARD many k1");
    assertThat(zero.last()).isEqualTo("SINTERCARD many k1");
    client.ask("EVAL x 0");
    assertThat(zero.last()).isEqualTo("EVAL x 0");
    client.ask("EVAL x 5 k1");
    assertThat(zero.last()).isEqualTo("EVAL x 5 k1");
  }

  @Test
  void one_silent_server_fails_what_concerns_all() {
    client.ask("DBSIZE");
    zero.answer(":1\r\n");
    one.fail();
    assertThat(client.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
    client.ask("DBSIZE");
    zero.answer(":40\r\n");
    one.answer(":2\r\n");
    assertThat(client.reply()).isEqualTo(":42\r\n");
  }

  @Test
  void a_walk_goes_from_server_to_server() {
    client.ask("SCAN 0 COUNT 5");
    assertThat(zero.last()).isEqualTo("SCAN 0 COUNT 5");
    zero.answer("*2\r\n$2\r\n17\r\n*1\r\n$1\r\na\r\n");
    assertThat(client.reply()).isEqualTo("*2\r\n$2\r\n34\r\n*1\r\n$1\r\na\r\n");
    client.ask("SCAN 34");
    assertThat(zero.last()).isEqualTo("SCAN 17");
    zero.answer("*2\r\n$1\r\n0\r\n" + "*10\r\n" + "$1\r\na\r\n".repeat(10));
    assertThat(client.reply()).isEqualTo("*2\r\n$1\r\n1\r\n*10\r\n" + "$1\r\na\r\n".repeat(10));
    client.ask("SCAN 1 TYPE hash");
    assertThat(one.last()).isEqualTo("SCAN 0 TYPE hash");
    one.answer("*2\r\n$1\r\n0\r\n*0\r\n");
    assertThat(client.reply()).isEqualTo("*2\r\n$1\r\n0\r\n*0\r\n");
    assertThat(client.ask("SCAN x")).isEqualTo("-ERR invalid cursor\r\n");
  }

  @Test
  void a_walk_goes_on_where_a_server_has_few_keys() {
    client.ask("SCAN 0 COUNT 3");
    zero.answer("*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n");
    assertThat(one.last()).isEqualTo("SCAN 0 COUNT 3");
    one.answer("*2\r\n$1\r\n7\r\n*2\r\n$1\r\nb\r\n$1\r\nc\r\n");
    assertThat(client.reply())
        .isEqualTo("*2\r\n$2\r\n15\r\n*3\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n");
    client.ask("SCAN 15 COUNT 3");
    assertThat(one.last()).isEqualTo("SCAN 7 COUNT 3");
    one.answer("*2\r\n$1\r\n0\r\n*0\r\n");
    assertThat(client.reply()).isEqualTo("*2\r\n$1\r\n0\r\n*0\r\n");
  }

  @Test
  void a_walk_loses_nothing_where_the_next_server_fails() {
    client.ask("SCAN 0");
    zero.answer("*2\r\n$1\r\n0\r\n*1\r\n$1\r\na\r\n");
    one.fail();
    assertThat(client.reply()).isEqualTo("*2\r\n$1\r\n1\r\n*1\r\n$1\r\na\r\n");
    client.ask("SCAN 1");
    one.fail();
    assertThat(client.reply()).startsWith("-ERR timeout: ");
  }

  @Test
  void asks_for_the_password() {
    FakeClient stranger =
        new FakeClient(ring, FakeClient.options(null, "secret", false, PartialResults.ERROR));
    assertThat(stranger.ask("GET k1")).isEqualTo("-NOAUTH Authentication required.\r\n");
    assertThat(stranger.ask("PING")).isEqualTo("-NOAUTH Authentication required.\r\n");
    String wrong = "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
    assertThat(stranger.ask("AUTH wrong")).isEqualTo(wrong);
    assertThat(stranger.ask("AUTH bob secret")).isEqualTo(wrong);
    assertThat(stranger.ask("HELLO 3")).startsWith("-NOAUTH HELLO must be called");
    assertThat(stranger.ask("AUTH a b c")).isEqualTo("-ERR syntax error\r\n");
    assertThat(stranger.ask("AUTH secret")).isEqualTo("+OK\r\n");
    assertThat(stranger.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(stranger.ask("AUTH wrong")).isEqualTo(wrong);
    assertThat(stranger.ask("PING")).isEqualTo("+PONG\r\n");
    assertThat(stranger.ask("RESET")).isEqualTo("+RESET\r\n");
    assertThat(stranger.ask("PING")).isEqualTo("-NOAUTH Authentication required.\r\n");
    assertThat(stranger.ask("HELLO 3 AUTH default secret SETNAME me")).startsWith("%7\r\n");
    assertThat(stranger.ask("CLIENT GETNAME")).isEqualTo("$2\r\nme\r\n");
  }

  @Test
  void says_that_no_password_is_set() {
    assertThat(client.ask("AUTH x"))
        .isEqualTo(
            "-ERR AUTH <password> called without any password configured for the default user."
                + " Are you sure your configuration is correct?\r\n");
    assertThat(client.ask("AUTH default x")).isEqualTo("+OK\r\n");
  }

  @Test
  void gives_strangers_little_room_until_they_authenticate() {
    FakeClient stranger =
        new FakeClient(ring, FakeClient.options(null, "secret", false, PartialResults.ERROR));
    stranger.ask("AUTH secret");
    stranger.ask("SET k1 " + "v".repeat(20_000));
    assertThat(one.requests).hasSize(1);
    stranger.ask("RESET");
    assertThat(stranger.ask("SET k1 " + "v".repeat(20_000)))
        .isEqualTo("-ERR Protocol error: unauthenticated bulk length\r\n");
  }

  @Test
  void chooses_connections_by_resp_version_and_database() {
    client.ask("GET k1");
    one.answer("$-1\r\n");
    assertThat(client.ask("HELLO 3")).startsWith("%7\r\n$6\r\nserver\r\n$5\r\nredis\r\n");
    client.ask("GET k1");
    one.answer("_\r\n");
    client.ask("SELECT 3");
    client.ask("GET k1");
    one.answer("_\r\n");
    assertThat(client.ask("HELLO 2")).startsWith("*14\r\n");
    client.ask("GET k1");
    assertThat(one.variants).containsExactly(0, 1, 7, 6);
    assertThat(client.ask("HELLO 4")).isEqualTo("-NOPROTO unsupported protocol version\r\n");
    assertThat(client.ask("HELLO x"))
        .isEqualTo("-ERR Protocol version is not an integer or out of range\r\n");
    assertThat(client.ask("HELLO 2 FOO")).isEqualTo("-ERR Syntax error in HELLO option 'FOO'\r\n");
  }

  @Test
  void changes_connections_only_when_nothing_is_unanswered() {
    client.ask("SET k1 v");
    client.ask("HELLO 3");
    assertThat(client.isPaused()).isTrue();
    client.ask("GET k1");
    assertThat(one.requests).hasSize(1);
    one.answer("+OK\r\n");
    assertThat(client.isPaused()).isFalse();
    assertThat(one.variants).containsExactly(0, 1);
  }

  @Test
  void answers_what_came_before_garbage() {
    assertThat(client.send(Cuts.bytes("*1\r\n$4\r\nPING\r\n*1\r\nPING\r\n")))
        .isEqualTo("+PONG\r\n-ERR Protocol error: expected '$', got 'P'\r\n");
  }

  @Test
  void closes_what_a_browser_was_made_to_send() {
    assertThat(client.send(Cuts.bytes("POST / HTTP/1.1\r\n"))).startsWith("-ERR unknown command");
    assertThat(client.closing).isTrue();
  }
}
