package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemcacheSessionTest {
  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get k1",
        "gets k1",
        "gat 10 k1",
        "set k1 0 0 5\r\nhello",
        "cas k1 0 0 5 77\r\nhello",
        "delete k1",
        "incr k1 5",
        "touch k1 0",
        "mg k1 v t",
        "ms k1 2 T0\r\nab",
        "md k1",
        "ma k1",
        "me k1"
      })
  void routes_by_the_key_and_changes_nothing(String request) {
    client.ask(request);
    assertThat(one.requests).containsExactly(request + "\r\n");
    one.answer("SERVER_ERROR out of sorts\r\n");
    assertThat(client.reply()).isEqualTo("SERVER_ERROR out of sorts\r\n");
  }

  @Test
  void routes_requests_that_lie_in_buffers() {
    ByteBuf buffer = Unpooled.copiedBuffer(Cuts.bytes(" set k1 0 0 5 noreply\r\nhello\r\n"));
    client.sendLong(buffer);
    assertThat(one.last()).isEqualTo("set k1 0 0 5        \r\nhello\r\n");
    buffer.release();
  }

  @Test
  void leaves_out_leading_spaces() {
    client.ask("  set k1 0 0 1", "x");
    assertThat(one.last()).isEqualTo("set k1 0 0 1\r\nx\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set k1 0 0 1 noreply\r\nx",
        "delete k1 0 noreply",
        "incr k1 1 noreply",
        "touch k1 1 noreply",
        "add k1 0 0 1 noreply\r\nx"
      })
  void asks_without_noreply_and_keeps_the_answer_to_itself(String request) {
    client.ask(request, "get k1");
    assertThat(one.requests.getFirst()).isEqualTo(request.replace("noreply", "       ") + "\r\n");
    one.answer("SERVER_ERROR out of memory storing object\r\n");
    one.answer("END\r\n");
    assertThat(client.reply(0)).isEmpty();
    assertThat(client.reply(1)).isEqualTo("END\r\n");
  }

  @Test
  void keeps_faults_of_noreply_to_itself() {
    client.ask("set k1 0 0 1 noreply", "x");
    one.fail();
    assertThat(client.reply()).isEmpty();
    assertThat(client.ask("set k1 0 0 x noreply", "verbosity 1 noreply")).isEmpty();
  }

  @Test
  void drops_what_quiet_meta_commands_do_not_say() {
    client.ask("mg k1 v q", "mg k1 q v", "ms k1 1 q", "x", "md k1 q", "ma k1 v q", "mn");
    assertThat(one.requests)
        .containsExactly(
            "mg k1 v  \r\n", "mg k1   v\r\n", "ms k1 1  \r\nx\r\n", "md k1  \r\n", "ma k1 v  \r\n");
    one.answer("EN\r\n");
    one.answer("VA 1\r\nx\r\n");
    one.answer("HD\r\n");
    one.answer("HD\r\n");
    one.answer("VA 1\r\n5\r\n");
    assertThat(client.reply(0)).isEmpty();
    assertThat(client.reply(1)).isEqualTo("VA 1\r\nx\r\n");
    assertThat(client.reply(2)).isEmpty();
    assertThat(client.reply(3)).isEmpty();
    assertThat(client.reply(4)).isEmpty();
    assertThat(client.reply(5)).isEqualTo("MN\r\n");
  }

  @Test
  void says_what_quiet_meta_commands_say_even_so() {
    client.ask("mg k1 q", "ms k1 1 q", "x", "md k1 q", "ma k1 q", "mg k1 q");
    one.answer("HD\r\n");
    one.answer("NS\r\n");
    one.answer("NF\r\n");
    one.answer("CLIENT_ERROR invalid or duplicate flag\r\n");
    one.fail();
    assertThat(client.reply(0)).isEqualTo("HD\r\n");
    assertThat(client.reply(1)).isEqualTo("NS\r\n");
    assertThat(client.reply(2)).isEqualTo("NF\r\n");
    assertThat(client.reply(3)).isEqualTo("CLIENT_ERROR invalid or duplicate flag\r\n");
    assertThat(client.reply(4)).isEqualTo("SERVER_ERROR timeout: server one is silent\r\n");
  }

  @Test
  void routes_encoded_keys_as_the_bytes_they_stand_for() {
    client.ask("mg azE= b v", "ms eDA= 1 b", "y", "me azE= b", "mg azE b");
    assertThat(one.requests).containsExactly("mg azE= b v\r\n", "me azE= b\r\n", "mg azE b\r\n");
    assertThat(zero.requests).containsExactly("ms eDA= 1 b\r\ny\r\n");
  }

  @Test
  void answers_itself_what_concerns_no_key() {
    assertThat(client.ask("mn")).isEqualTo("MN\r\n");
    assertThat(client.ask("version")).isEqualTo("VERSION 1.6.18\r\n");
    assertThat(client.ask("verbosity 3")).isEqualTo("OK\r\n");
    assertThat(client.ask("shutdown")).isEqualTo("ERROR: shutdown not enabled\r\n");
    assertThat(client.ask("slabs automove 1")).startsWith("CLIENT_ERROR unsupported: ");
    assertThat(client.closing).isFalse();
    assertThat(client.ask("quit")).isEmpty();
    assertThat(client.closing).isTrue();
  }

  @Test
  void answers_in_order_with_others() {
    client.ask("get k1", "mn", "foo");
    assertThat(client.reply(0)).isNull();
    one.answer("END\r\n");
    assertThat(client.reply(0)).isEqualTo("END\r\n");
    assertThat(client.reply(1)).isEqualTo("MN\r\n");
    assertThat(client.reply(2)).isEqualTo("ERROR\r\n");
  }

  @Test
  void refuses_data_that_does_not_end_where_it_should() {
    assertThat(client.send(Cuts.bytes("set k1 0 0 1\r\nxyz")))
        .isEqualTo("CLIENT_ERROR bad data chunk\r\n");
    assertThat(client.send(Cuts.bytes("ms k1 1 q\r\nxyz")))
        .isEqualTo("CLIENT_ERROR bad data chunk\r\n");
    assertThat(client.send(Cuts.bytes("set k1 0 0 1 noreply\r\nxyz"))).isEmpty();
    assertThat(one.requests).isEmpty();
  }

  @Test
  void refuses_data_longer_than_the_limit_and_goes_on() {
    String value = "x".repeat(100_001);
    assertThat(client.ask("set k1 0 0 100001", value, "mn"))
        .isEqualTo("SERVER_ERROR object too large for cache\r\nMN\r\n");
    assertThat(one.requests).isEmpty();
  }

  @Test
  void refuses_more_keys_than_the_limit() {
    assertThat(client.ask("get" + " k1".repeat(21))).startsWith("CLIENT_ERROR too_large: ");
    client.ask("get" + " k1".repeat(20));
    assertThat(one.requests).hasSize(1);
  }

  @Test
  void flushes_every_server() {
    client.ask("flush_all", "flush_all 10 noreply", "flush_all");
    assertThat(zero.requests)
        .containsExactly("flush_all\r\n", "flush_all 10        \r\n", "flush_all\r\n");
    assertThat(one.requests).isEqualTo(zero.requests);
    zero.answer("OK\r\n");
    assertThat(client.reply(0)).isNull();
    one.answer("OK\r\n");
    zero.answer("OK\r\n");
    one.fail();
    zero.answer("OK\r\n");
    one.answer("CLIENT_ERROR flush_all not allowed\r\n");
    assertThat(client.reply(0)).isEqualTo("OK\r\n");
    assertThat(client.reply(1)).isEmpty();
    assertThat(client.reply(2)).isEqualTo("CLIENT_ERROR flush_all not allowed\r\n");
  }

  @Test
  void tells_its_own_statistics() {
    assertThat(client.ask("stats"))
        .startsWith("STAT pid ")
        .contains(
            "STAT version 1.6.18-ringway-1.2.3\r\n",
            "STAT curr_connections 7\r\n",
            "STAT cmd_total 9\r\n")
        .endsWith("\r\nEND\r\n");
    assertThat(client.ask("stats proxy")).contains("STAT threads 2\r\n");
    assertThat(client.ask("stats detail on")).startsWith("CLIENT_ERROR unsupported: ");
  }

  @Test
  void tells_the_statistics_of_every_server() {
    client.ask("stats servers", "stats items", "stats reset", "stats foo");
    assertThat(one.requests)
        .containsExactly("stats\r\n", "stats items\r\n", "stats reset\r\n", "stats foo\r\n");
    zero.answer("STAT pid 1\r\nSTAT version 1.6.18\r\nEND\r\n");
    one.fail();
    assertThat(client.reply(0))
        .isEqualTo(
            String.join(
                "",
                "STAT zero:pid 1\r\nSTAT zero:version 1.6.18\r\n",
                "STAT one:error server one is silent\r\nEND\r\n"));
    zero.answer("END\r\n");
    one.answer("STAT items:1:number 5\r\nEND\r\n");
    assertThat(client.reply(1)).isEqualTo("STAT one:items:1:number 5\r\nEND\r\n");
    zero.answer("RESET\r\n");
    one.answer("RESET\r\n");
    assertThat(client.reply(2)).isEqualTo("RESET\r\n");
    zero.answer("ERROR\r\n");
    one.answer("ERROR\r\n");
    assertThat(client.reply(3)).isEqualTo("ERROR\r\n");
  }

  @Test
  void says_of_each_server_why_it_has_no_statistics() {
    client.ask("stats servers");
    one.fail();
    zero.fail();
    assertThat(client.reply(0))
        .isEqualTo(
            "STAT zero:error server zero is silent\r\nSTAT one:error server one is silent\r\nEND\r\n");
  }

  @Test
  void has_an_answer_without_servers() {
    FakeClient lonely = new FakeClient(new FakeRing(List.of()), FakeClient.options());
    assertThat(lonely.ask("flush_all")).startsWith("SERVER_ERROR no_server: ");
    assertThat(lonely.ask("stats items")).startsWith("SERVER_ERROR no_server: ");
  }

  @Test
  void refuses_each_binary_request_in_its_own_form() {
    for (int number : new int[] {1, 0x01020304}) {
      ByteBuffer set = ByteBuffer.allocate(24 + 12).put(0, (byte) 0x80).put(1, (byte) number);
      String sent =
          new String(set.putInt(8, 12).putInt(12, number).array(), StandardCharsets.ISO_8859_1);
      ByteBuffer reply = ByteBuffer.wrap(Cuts.bytes(client.send(Cuts.bytes(sent))));
      assertThat(reply.get(0)).isEqualTo((byte) 0x81);
      assertThat(reply.get(1)).isEqualTo((byte) number);
      assertThat(reply.getShort(6)).isEqualTo((short) 0x83);
      assertThat(reply.getInt(8)).isEqualTo(reply.capacity() - 24);
      assertThat(reply.getInt(12)).isEqualTo(number);
      assertThat(new String(reply.array(), 24, reply.capacity() - 24, StandardCharsets.US_ASCII))
          .startsWith("CLIENT_ERROR unsupported: the binary protocol ");
    }
  }

  @Test
  void says_that_a_line_is_too_long() {
    FrameScanner scanner = new MemcacheSession(client, FakeClient.options()).scanner();
    assertThat(scanner.scan(new byte[10_000], 0, 10_000)).isEqualTo(FrameScanner.MALFORMED);
    assertThat(client.send(Cuts.bytes("y".repeat(10_000))))
        .isEqualTo("CLIENT_ERROR line too long\r\n");
  }

  @Test
  void turns_away_who_speaks_http() {
    assertThat(client.ask("GET / HTTP/1.1")).isEmpty();
    assertThat(client.closing).isTrue();
  }

  @Test
  void lets_only_those_in_who_know_the_password() {
    FakeClient stranger =
        new FakeClient(ring, FakeClient.options("bob", "secret", PartialResults.ERROR));
    assertThat(stranger.ask("get k1")).isEqualTo("CLIENT_ERROR unauthenticated\r\n");
    assertThat(stranger.ask("mn")).isEqualTo("CLIENT_ERROR unauthenticated\r\n");
    assertThat(stranger.ask("set x 0 0 3", "bob"))
        .isEqualTo("CLIENT_ERROR bad authentication token format\r\n");
    assertThat(stranger.ask("set x 0 0 10", "bob secreT"))
        .isEqualTo("CLIENT_ERROR authentication failure\r\n");
    assertThat(stranger.ask("set x 0 0 10", "bOb secret"))
        .isEqualTo("CLIENT_ERROR authentication failure\r\n");
    assertThat(stranger.ask("set x 0 0 10", "bob secret")).isEqualTo("STORED\r\n");
    assertThat(stranger.ask("mn")).isEqualTo("MN\r\n");
    assertThat(one.requests).isEmpty();
  }

  @Test
  void takes_all_behind_the_first_blank_for_the_password() {
    FakeClient stranger =
        new FakeClient(ring, FakeClient.options("bob", "two words", PartialResults.ERROR));
    assertThat(stranger.ask("set x 0 0 7", "bob two"))
        .isEqualTo("CLIENT_ERROR authentication failure\r\n");
    assertThat(stranger.ask("set x 0 0 14", "bob two words "))
        .isEqualTo("CLIENT_ERROR authentication failure\r\n");
    assertThat(stranger.ask("set x 0 0 4", "bob "))
        .isEqualTo("CLIENT_ERROR authentication failure\r\n");
    assertThat(stranger.ask("set x 0 0 13", "bob two words")).isEqualTo("STORED\r\n");
  }

  @Test
  void takes_little_of_who_has_not_logged_in() {
    FakeClient stranger =
        new FakeClient(ring, FakeClient.options("bob", "secret", PartialResults.ERROR));
    assertThat(stranger.ask("set x 0 0 16385")).isEqualTo("CLIENT_ERROR auth token too long\r\n");
    assertThat(stranger.ask("add x 0 0 16385")).isEqualTo("CLIENT_ERROR unauthenticated\r\n");
    assertThat(stranger.ask("set x 0 0 10", "bob secret")).isEqualTo("STORED\r\n");
    assertThat(stranger.ask("mn")).isEqualTo("MN\r\n");
    FakeClient other =
        new FakeClient(ring, FakeClient.options("bob", "secret", PartialResults.ERROR));
    assertThat(other.send(Cuts.bytes("get " + "k ".repeat(2_000) + "\r\n")))
        .isEqualTo("CLIENT_ERROR line too long\r\n");
  }
}
