package dev.ringway.memcache.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import dev.ringway.memcache.Cuts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemcacheRequestScannerTest {
  private static final String LONG_KEY = "k".repeat(251);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get a\r\n",
        "get a b  c \n",
        "  gets a\r\n",
        "gat 100 a b\r\n",
        "gat +1 a\r\n",
        "set k 0 0 5\r\nhello\r\n",
        "set k 4294967295 -2147483648 0 \r\n\r\n",
        "set k 0 0 7 noreply\r\na\r\nb\r\n\0\r\n",
        "add k 0 2147483647 1 ignored\r\nx\r\n",
        "replace k 0 0 002\r\nxx\r\n",
        "append k 0 0 1\r\nx\r\n",
        "prepend k 0 0 1\r\nxyz",
        "cas k 0 0 1 18446744073709551615\r\nx\r\n",
        "cas k 0 0 1 9 noreply\r\nx\r\n",
        "delete k\r\n",
        "delete k 0\r\n",
        "delete k noreply\r\n",
        "delete k 0 noreply\r\n",
        "incr k 1\r\n",
        "decr k x\r\n",
        "touch k -1 noreply\r\n",
        "mg k v t q O123\r\n",
        "mg k\r\n",
        "mg k ~ v v\r\n",
        "ms k 3 T0 c\r\nabc\r\n",
        "ms k 0\r\n\r\n",
        "md k q\r\n",
        "ma k MD D5\r\n",
        "me k b\r\n",
        "mn\r\n",
        "version\r\n",
        "quit\r\n",
        "verbosity 1\r\n",
        "flush_all\r\n",
        "flush_all 10 noreply\r\n",
        "stats\r\n",
        "stats items\r\n"
      })
  void finds_the_end_of_every_command(String request) {
    String name = request.trim().split("\\s")[0];
    assertThat(frames(request + "mn\r\n" + request))
        .containsExactly(
            name + " " + printable(request), "mn mn..", name + " " + printable(request), "rest 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                    | ERROR",
        "x                   | ERROR",
        "GET a               | ERROR",
        "gett a              | ERROR",
        "get                 | ERROR",
        "gat                 | ERROR",
        "gat x a             | CLIENT_ERROR invalid exptime argument",
        "gat 1               | END",
        "set k 0 0           | ERROR",
        "set k 0 0 5 a b     | ERROR",
        "set k -1 0 5        | CLIENT_ERROR bad command line format",
        "set k 4294967296 0 5| CLIENT_ERROR bad command line format",
        "set k 0 x 5         | CLIENT_ERROR bad command line format",
        "set k 0 2147483648 5| CLIENT_ERROR bad command line format",
        "set k 0 0 -1        | CLIENT_ERROR bad command line format",
        "set k 0 0 +1        | CLIENT_ERROR bad command line format",
        "set k 0 0 2147483646| CLIENT_ERROR bad command line format",
        "set k 0 0 5x        | CLIENT_ERROR bad command line format",
        "cas k 0 0 5         | ERROR",
        "cas k 0 0 5 x       | CLIENT_ERROR bad command line format",
        "cas k 0 0 5 18446744073709551616 | CLIENT_ERROR bad command line format",
        "delete              | ERROR",
        "delete k 1          | CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]",
        "delete k 0 0        | CLIENT_ERROR bad command line format.  Usage: delete <key> [noreply]",
        "delete k 0 0 0      | ERROR",
        "incr k              | ERROR",
        "incr k 1 2 3        | ERROR",
        "touch k             | ERROR",
        "mg                  | ERROR",
        "mg k v v            | CLIENT_ERROR duplicate flag",
        "mg k a b c d e f g h i j k l m n o p q r | CLIENT_ERROR options flags are too long",
        "ms k                | CLIENT_ERROR bad command line format",
        "ms k x              | CLIENT_ERROR bad command line format",
        "ms k -1             | CLIENT_ERROR bad command line format",
        "ms k 1 b c d e f g h i j k l m n o p q r | CLIENT_ERROR options flags too long",
        "md k q q            | CLIENT_ERROR invalid or duplicate flag",
        "ma                  | ERROR",
        "me                  | CLIENT_ERROR bad command line format",
        "mx k                | ERROR",
        "verbosity           | ERROR",
        "verbosity x         | CLIENT_ERROR bad command line format",
        "flush_all x         | CLIENT_ERROR invalid exptime argument",
        "flush_all 1 2 3     | ERROR",
        "shutdown            | ERROR: shutdown not enabled"
      })
  void refuses_a_line_in_memcached_own_words(String line, String answer) {
    assertThat(frames((line == null ? "" : line) + "\r\nmn\r\n"))
        .hasSize(3)
        .element(0)
        .asString()
        .contains("! " + answer + "..");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get KEY",
        "get a KEY",
        "gat 1 KEY",
        "set KEY 0 0 5",
        "delete KEY",
        "incr KEY 1",
        "touch KEY 1",
        "mg KEY",
        "ms KEY 5",
        "md KEY",
        "ma KEY",
        "me KEY",
        "get k\0x",
        "set k 0 0 5\0 "
      })
  void refuses_a_key_that_is_too_long_and_goes_on(String line) {
    List<String> frames = frames(line.replace("KEY", LONG_KEY) + "\r\nget a\r\n");
    assertThat(frames).hasSize(3).element(1).isEqualTo("get get a..");
    assertThat(frames.get(0)).contains("! CLIENT_ERROR bad command line format..");
  }

  @Test
  void takes_shorter_keys_only_if_told_so() {
    MemcacheRequestScanner scanner =
        new MemcacheRequestScanner(new Limits(10_000, 100, 50, 3, 8, 10, 1000));
    byte[] stream = Cuts.bytes("get abc\r\nget abcd\r\n");
    assertThat(Cuts.read(scanner, MemcacheRequestScannerTest::facts, stream, false, stream.length))
        .containsExactly("get get abc..", "get ! CLIENT_ERROR bad command line format..", "rest 0");
  }

  @Test
  void takes_a_key_of_250_bytes() {
    String line = "get " + LONG_KEY.substring(1) + "\r\n";
    assertThat(frames(line)).containsExactly("get " + printable(line), "rest 0");
  }

  @Test
  void reads_the_data_of_a_refused_line_as_commands() {
    assertThat(frames("set k 0 x 5\r\nhello\r\nmn\r\n"))
        .containsExactly(
            "set ! CLIENT_ERROR bad command line format..",
            "unknown ! ERROR..",
            "mn mn..",
            "rest 0");
  }

  @Test
  void swallows_the_data_of_a_meta_set_with_bad_flags() {
    assertThat(whole("ms k 5 c c\r\nhello\r\nmn\r\n"))
        .containsExactly("ms ! CLIENT_ERROR duplicate flag..", "swallowed 7", "mn mn..", "rest 0");
  }

  @Test
  void swallows_data_longer_than_the_limit() {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(limits(1 << 20, 10));
    byte[] stream = Cuts.bytes("set k 0 0 11\r\n12345678901\r\nget a\r\n");
    assertThat(Cuts.read(scanner, MemcacheRequestScannerTest::facts, stream, true, 20, 34))
        .containsExactly("set too large", "swallowed 6", "swallowed 7", "get get a..", "rest 0");
  }

  @Test
  void knows_noreply() {
    assertThat(frames("set k 0 0 1 noreply\r\nx\r\nset k 0 0 noreply\r\nverbosity noreply\r\n"))
        .containsExactly(
            "set set k 0 0 1 noreply..x..",
            "set noreply ! CLIENT_ERROR bad command line format..",
            "verbosity noreply ! CLIENT_ERROR bad command line format..",
            "rest 0");
  }

  @Test
  void knows_http() {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(Limits.DEFAULT);
    byte[] line = Cuts.bytes("POST / HTTP/1.1\r\n");
    assertThat(scanner.scan(line, 0, line.length)).isEqualTo(line.length);
    assertThat(scanner.line().isHttp()).isTrue();
  }

  @Test
  void frames_the_binary_protocol_if_a_client_begins_with_it() {
    String header = "\200\1\0\3" + "\0".repeat(7) + "\5" + "\0".repeat(12);
    String empty = "\200\13" + "\0".repeat(22);
    assertThat(frames(empty + empty + "\200")).containsExactly("binary", "binary", "rest 1");
    assertThat(whole(header + "abcde" + empty)).startsWith("binary", "swallowed 5", "binary");
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(Limits.DEFAULT);
    byte[] broken = Cuts.bytes(empty + "get k\r\n");
    assertThat(scanner.scan(broken, 0, broken.length)).isEqualTo(empty.length());
    assertThat(scanner.binary()).isNotNull();
    scanner.reset();
    assertThat(scanner.scan(broken, empty.length(), broken.length))
        .isEqualTo(FrameScanner.MALFORMED);
    assertThat(frames("mn\r\n\200\r\n")).hasSize(3).element(1).isEqualTo("unknown ! ERROR..");
  }

  @Test
  void refuses_a_line_without_end() {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(Limits.DEFAULT);
    byte[] piece = Cuts.bytes("x".repeat(1024));
    assertThat(scanner.scan(piece, 0, piece.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.scan(piece, 0, piece.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.scan(piece, 0, 1)).isEqualTo(FrameScanner.MALFORMED);
    assertThat(scanner.error()).isEqualTo("line too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", " gets", "gat 1", "gats 1"})
  void takes_long_lines_of_keys_up_to_the_limit(String start) {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(limits(100_000, 10));
    byte[] head = Cuts.bytes(start);
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    byte[] key = Cuts.bytes(" " + "k".repeat(249));
    for (int i = 0; i < 399; i++) {
      assertThat(scanner.scan(key, 0, key.length)).isEqualTo(FrameScanner.MORE);
    }
    byte[] end = Cuts.bytes("\r\n");
    assertThat(scanner.scan(end, 0, 2)).isEqualTo(2);
    assertThat(scanner.line().tokens().count()).isGreaterThanOrEqualTo(400);
    scanner.reset();
    while (scanner.scan(key, 0, key.length) == FrameScanner.MORE) {}
    assertThat(scanner.error()).isEqualTo("line too long");
  }

  @Test
  void needs_not_see_the_payload() {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(Limits.DEFAULT);
    byte[] head = Cuts.bytes("set k 0 0 500000000\r\nxx");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.skippable()).isEqualTo(499_999_998);
    scanner.skip(499_999_998);
    assertThat(scanner.scan(Cuts.bytes("\r\nmn"), 0, 4)).isEqualTo(2);
  }

  @Test
  void says_where_tokens_stand() {
    MemcacheRequestScanner scanner = new MemcacheRequestScanner(Limits.DEFAULT);
    byte[] line = Cuts.bytes("  get  abc d\r\n");
    for (int i = 0; i < line.length - 1; i++) {
      assertThat(scanner.scan(line, i, i + 1)).isEqualTo(FrameScanner.MORE);
    }
    assertThat(scanner.scan(line, line.length - 1, line.length)).isEqualTo(line.length);
    assertThat(scanner.line().tokens().start(0)).isEqualTo(2);
    assertThat(scanner.line().tokens().start(1)).isEqualTo(7);
    assertThat(scanner.line().tokens().end(1)).isEqualTo(10);
    assertThat(scanner.line().tokens().start(2)).isEqualTo(11);
    assertThat(scanner.line().tokens().length(2)).isEqualTo(1);
  }

  static Limits limits(long frameBytes, long dataBytes) {
    return new Limits(frameBytes, dataBytes, 50, 250, 8, 10, 1000);
  }

  private static List<String> frames(String stream) {
    return Cuts.readEveryWay(
        () -> new MemcacheRequestScanner(Limits.DEFAULT),
        MemcacheRequestScannerTest::facts,
        Cuts.bytes(stream));
  }

  private static List<String> whole(String stream) {
    byte[] bytes = Cuts.bytes(stream);
    return Cuts.read(
        new MemcacheRequestScanner(Limits.DEFAULT),
        MemcacheRequestScannerTest::facts,
        bytes,
        false,
        bytes.length);
  }

  static String facts(MemcacheRequestScanner scanner, byte[] stream, int start, int end) {
    if (scanner.isSwallowed()) {
      return "swallowed " + (end - start);
    }
    if (scanner.binary() != null) {
      return "binary";
    }
    if (scanner.isTooLarge()) {
      return scanner.line().command() + " too large";
    }
    byte[] refusal = scanner.line().refusal();
    if (refusal != null) {
      return scanner.line().command()
          + (scanner.line().isNoreply() ? " noreply" : "")
          + " ! "
          + printable(new String(refusal, StandardCharsets.ISO_8859_1));
    }
    return scanner.line().command()
        + " "
        + printable(new String(stream, start, end - start, StandardCharsets.ISO_8859_1));
  }

  private static String printable(String text) {
    return text.replace('\r', '.').replace('\n', '.');
  }
}
