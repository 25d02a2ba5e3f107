package dev.ringway.memcache.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.memcache.Cuts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemcacheReplyScannerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "STORED\r\n",
        "DELETED\r\n",
        "TOUCHED\r\n",
        "OK\r\n",
        "RESET\r\n",
        "7\r\n",
        "18446744073709551615\r\n",
        "VERSION 1.6.18\r\n",
        "HD\r\n",
        "HD t-1 O12\r\n",
        "MN\r\n",
        "ME k exp=-1 la=0\r\n",
        "VA 5\r\nhello\r\n",
        "VA 0 W\r\n\r\n",
        "VA 6 f0 kfoo\r\na\r\nEND\r\n",
        "VALUE k 0 5\r\nhello\r\nEND\r\n",
        "VALUE k 0 0 17\r\n\r\nVALUE l 1 5\r\nEND\r\n\r\nEND\r\n",
        "STAT pid 1\r\nSTAT x \r\nEND\r\n",
        "ITEM k [1 b; 0 s]\r\nEND\r\n",
        "HD\n"
      })
  void finds_the_end_of_every_answer(String reply) {
    assertThat(frames(reply + "MN\r\n" + reply))
        .containsExactly("HIT " + reply, "HIT MN\r\n", "HIT " + reply, "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "END",
        "EN",
        "EN O1 kfoo",
        "NF",
        "NS c0",
        "EX",
        "NOT_FOUND",
        "NOT_STORED",
        "EXISTS"
      })
  void knows_a_miss(String reply) {
    assertThat(frames(reply + "\r\n")).containsExactly("MISS " + reply + "\r\n", "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR",
        "ERROR: shutdown not enabled",
        "CLIENT_ERROR bad data chunk",
        "SERVER_ERROR object too large for cache"
      })
  void knows_an_error_of_the_client(String reply) {
    assertThat(frames(reply + "\r\n")).containsExactly("CLIENT_ERROR " + reply + "\r\n", "rest 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SERVER_ERROR out of memory storing object", "SERVER_ERROR"})
  void knows_what_a_healthy_server_could_not_do(String reply) {
    assertThat(frames(reply + "\r\n")).containsExactly("UNABLE " + reply + "\r\n", "rest 0");
  }

  @Test
  void knows_a_server_that_serves_nobody() {
    String reply = "ERROR Too many open connections\r\n";
    assertThat(frames(reply)).containsExactly("SERVER_ERROR " + reply, "rest 0");
  }

  @Test
  void takes_values_that_end_in_an_error_for_an_error() {
    String reply = "VALUE k 0 1\r\nx\r\nSERVER_ERROR out of memory\r\n";
    assertThat(frames(reply + "END\r\n"))
        .containsExactly("UNABLE " + reply, "MISS END\r\n", "rest 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "-ERR unknown command\r\n",
        "$5\r\n",
        "<html>\r\n",
        "GARBAGE\r\n",
        "HDX\r\n",
        "17x\r\n",
        "ENDS\r\n",
        "NOTHING\r\n",
        "CLOSED\r\n",
        "VA\r\n",
        "VALUE k 0\r\n",
        "VALUE k 0 -1\r\n",
        "VALUE k 0 x\r\n",
        "VALUE k 0 3000000000\r\n",
        "VALUE k 0 1\r\nxy\r\n",
        "VALUE k 0 1\r\nx\n\n",
        "VALUE k 0 1\r\nx\r\nSTORED\r\n",
        "STAT a 1\r\nVALUE k 0 1\r\n",
        "VA x\r\n",
        "VA 1\r\nx\rx"
      })
  void refuses_garbage(String stream) {
    List<String> frames = frames("STORED\r\n" + stream);
    assertThat(frames).hasSize(2).first().isEqualTo("HIT STORED\r\n");
    assertThat(frames.get(1)).startsWith("malformed ");
  }

  @Test
  void refuses_a_line_without_end() {
    MemcacheReplyScanner scanner = new MemcacheReplyScanner();
    byte[] piece = Cuts.bytes("S".repeat(1024));
    int pieces = 1;
    while (scanner.scan(piece, 0, piece.length) == FrameScanner.MORE) {
      pieces++;
    }
    assertThat(pieces).isEqualTo(17);
  }

  @Test
  void needs_not_see_the_payload_and_knows_the_kind_before() {
    MemcacheReplyScanner scanner = new MemcacheReplyScanner();
    byte[] head = Cuts.bytes("VALUE k 0 1000000\r\nxx");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.kind()).hasToString("HIT");
    assertThat(scanner.skippable()).isEqualTo(999_998);
    scanner.skip(999_998);
    assertThat(scanner.skippable()).isZero();
    byte[] tail = Cuts.bytes("\r\nEND\r\nMN");
    assertThat(scanner.scan(tail, 0, tail.length)).isEqualTo(7);
  }

  private static List<String> frames(String stream) {
    return Cuts.readEveryWay(
        MemcacheReplyScanner::new, MemcacheReplyScannerTest::facts, Cuts.bytes(stream));
  }

  static String facts(MemcacheReplyScanner scanner, byte[] stream, int start, int end) {
    return scanner.kind()
        + " "
        + new String(stream, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
