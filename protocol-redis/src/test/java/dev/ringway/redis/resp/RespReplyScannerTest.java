package dev.ringway.redis.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.Cuts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RespReplyScannerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "+OK\r\n",
        "+\r\n",
        ":0\r\n",
        ":-12\r\n",
        "$5\r\nhello\r\n",
        "$0\r\n\r\n",
        "$12\r\n12345\r\n89012\r\n",
        "*0\r\n",
        "*2\r\n$1\r\na\r\n$-1\r\n",
        "*3\r\n*2\r\n:1\r\n*0\r\n*1\r\n$1\r\nx\r\n-ERR inside\r\n",
        ",3.14\r\n",
        ",inf\r\n",
        "#t\r\n",
        "(3492890328409238509324850943850943825024385\r\n",
        "=15\r\ntxt:Some string\r\n",
        "%2\r\n+a\r\n:1\r\n+b\r\n*2\r\n_\r\n#f\r\n",
        "%0\r\n",
        "~3\r\n+a\r\n+b\r\n$1\r\nc\r\n",
        "|1\r\n+ttl\r\n:3\r\n*2\r\n|1\r\n+x\r\n*1\r\n+y\r\n:1\r\n:2\r\n",
        "|0\r\n:7\r\n",
        "$?\r\n;4\r\nHell\r\n;1\r\no\r\n;0\r\n",
        "*?\r\n:1\r\n*2\r\n:2\r\n:3\r\n.\r\n",
        "%?\r\n+a\r\n:1\r\n.\r\n",
        "*2\r\n$?\r\n;0\r\n~?\r\n.\r\n"
      })
  void finds_the_end_of_every_type(String reply) {
    assertThat(frames(reply + "+next\r\n" + reply))
        .containsExactly("HIT " + reply, "HIT +next\r\n", "HIT " + reply, "rest 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$-1\r\n", "*-1\r\n", "_\r\n"})
  void knows_a_miss(String reply) {
    assertThat(frames(reply)).containsExactly("MISS " + reply, "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-ERR unknown command\r\n",
        "-WRONGTYPE Operation against a key\r\n",
        "-BUSYGROUP x\r\n",
        "-NOSCRIPT No matching script.\r\n",
        "-\r\n",
        "!21\r\nSYNTAX invalid syntax\r\n"
      })
  void knows_an_error_of_the_client(String reply) {
    assertThat(frames(reply)).containsExactly("CLIENT_ERROR " + reply, "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING",
        "OOM",
        "BUSY",
        "MASTERDOWN",
        "READONLY",
        "CLUSTERDOWN",
        "TRYAGAIN",
        "MISCONF",
        "NOREPLICAS"
      })
  void knows_an_error_of_the_server(String word) {
    assertThat(frames("-" + word + " for some reason\r\n-" + word + "\r\n"))
        .containsExactly(
            "SERVER_ERROR -" + word + " for some reason\r\n",
            "SERVER_ERROR -" + word + "\r\n",
            "rest 0");
  }

  @Test
  void tells_a_push_from_a_reply() {
    assertThat(frames(">2\r\n+message\r\n*1\r\n+x\r\n:1\r\n"))
        .containsExactly("push HIT >2\r\n+message\r\n*1\r\n+x\r\n", "HIT :1\r\n", "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n",
        "\r\n",
        "$-2\r\n",
        "$-\r\n",
        "$\r\n",
        "$1\r\nab\r\n",
        "$1x\r\n",
        "$99999999999999999999\r\n",
        "*1\r\nx",
        "*1\r\n>1\r\n:1\r\n",
        "+OK\rx",
        ".\r\n",
        ";1\r\na\r\n",
        "$?\r\n:1\r\n",
        "*1\r\n.\r\n",
        "!?\r\n",
        "|?\r\n",
        "%-1\r\n"
      })
  void refuses_garbage(String stream) {
    List<String> frames = frames(":1\r\n" + stream);
    assertThat(frames).hasSize(2).first().isEqualTo("HIT :1\r\n");
    assertThat(frames.get(1)).startsWith("malformed ");
  }

  @Test
  void takes_what_lua_can_nest_and_lets_go_of_the_room() {
    RespReplyScanner scanner = new RespReplyScanner(Limits.DEFAULT.maxNesting());
    for (int depth : new int[] {8000, 3}) {
      byte[] reply = Cuts.bytes("*1\r\n".repeat(depth) + ":1\r\n");
      assertThat(scanner.scan(reply, 0, reply.length)).isEqualTo(reply.length);
      scanner.reset();
    }
  }

  @Test
  void limits_nesting() {
    String open = "*1\r\n";
    assertThat(frames(open.repeat(8) + ":1\r\n")).hasSize(2).last().isEqualTo("rest 0");
    assertThat(frames(open.repeat(9) + ":1\r\n"))
        .containsExactly("malformed aggregates nested deeper than 8");
  }

  @Test
  void knows_the_kind_of_a_long_reply_from_its_beginning() {
    RespReplyScanner scanner = new RespReplyScanner(8);
    byte[] head = Cuts.bytes("-LOADING Redis is");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.kind()).hasToString("SERVER_ERROR");
  }

  @Test
  void needs_not_see_the_payload() {
    RespReplyScanner scanner = new RespReplyScanner(8);
    byte[] head = Cuts.bytes("*2\r\n$5000000000\r\nxx");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.skippable()).isEqualTo(4_999_999_998L);
    scanner.skip(4_999_999_998L);
    byte[] tail = Cuts.bytes("\r\n:1\r\n:2");
    assertThat(scanner.scan(tail, 0, tail.length)).isEqualTo(6);
  }

  @Test
  void opens_no_more_memory_than_was_received() {
    RespReplyScanner scanner = new RespReplyScanner(1000);
    byte[] head = Cuts.bytes("*999999999999999\r\n%99999999999999\r\n");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
  }

  private static List<String> frames(String stream) {
    return Cuts.readEveryWay(
        () -> new RespReplyScanner(8), RespReplyScannerTest::facts, Cuts.bytes(stream));
  }

  static String facts(RespReplyScanner scanner, byte[] stream, int start, int end) {
    return (scanner.isPush() ? "push " : "")
        + scanner.kind()
        + " "
        + new String(stream, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
