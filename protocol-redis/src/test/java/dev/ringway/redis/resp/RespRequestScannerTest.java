package dev.ringway.redis.resp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import dev.ringway.redis.Cuts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RespRequestScannerTest {
  private static final Limits SMALL = new Limits(10_000, 100, 50, 50, 8, 10, 1000);

  @Test
  void finds_the_arguments_of_arrays() {
    assertThat(
            frames(
                "*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$5\r\nhello\r\n"
                    + "*3\r\n$3\r\nSET\r\n$0\r\n\r\n$12\r\n12345\r\n89012\r\n*1\r\n$4\r\nPI"))
        .containsExactly("[PING]", "[GET, hello]", "[SET, , 12345\r\n89012]", "rest 10");
  }

  @Test
  void finds_the_arguments_of_long_arrays() {
    StringBuilder stream = new StringBuilder("*21\r\n");
    for (int i = 0; i < 21; i++) {
      String text = "k".repeat(i * 4);
      stream.append("$").append(text.length()).append("\r\n").append(text).append("\r\n");
    }
    List<String> frames = frames(stream + "*1\r\n$1\r\na\r\n");
    assertThat(frames).hasSize(3).element(1).isEqualTo("[a]");
    assertThat(frames.get(0).split(", ", -1)).hasSize(21);
  }

  @Test
  void passes_over_requests_without_arguments() {
    assertThat(frames("*0\r\n*-1\r\n\r\n\n  \r\n*-10\r\n*1\r\n$1\r\na\r\n"))
        .containsExactly("[]", "[]", "[]", "[]", "[]", "[]", "[a]", "rest 0");
  }

  @Test
  void reads_inline_commands_with_quotes_and_escapes() {
    assertThat(
            frames(
                "PING\r\nset k \"a \\\"b\\\" \\x41\\n\\q\"\n\tget  'it\\'s \\n' a\"b c\" \r\n"
                    + "get \"\"\r\nx\0y z\r\nincomplete"))
        .containsExactly(
            "[PING]",
            "[set, k, a \"b\" A\nq]",
            "[get, it's \\n, ab c]",
            "[get, ]",
            "[x]",
            "rest 10");
  }

  @Test
  void turns_inline_commands_into_arrays() {
    RespRequestScanner scanner = new RespRequestScanner(SMALL);
    byte[] line = Cuts.bytes("get \"a b\"\r\n");
    assertThat(scanner.scan(line, 0, line.length)).isEqualTo(line.length);
    assertThat(scanner.isInline()).isTrue();
    assertThat(new String(scanner.inlineFrame(), StandardCharsets.ISO_8859_1))
        .isEqualTo("*2\r\n$3\r\nget\r\n$3\r\na b\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "*x\\r\\n                 | invalid multibulk length",
        "*\\r\\n                  | invalid multibulk length",
        "*+1\\r\\n                | invalid multibulk length",
        "*01\\r\\n                | invalid multibulk length",
        "*-0\\r\\n                | invalid multibulk length",
        "*2147483648\\r\\n        | invalid multibulk length",
        "*99999999999999999999\\r\\n | invalid multibulk length",
        "*51\\r\\n                | invalid multibulk length",
        "*1\\rx                   | invalid multibulk length",
        "*1\\r\\nPING\\r\\n       | expected '$', got 'P'",
        "*1\\r\\n:1\\r\\n         | expected '$', got ':'",
        "*1\\r\\n$-1\\r\\n        | invalid bulk length",
        "*1\\r\\n$101\\r\\n       | invalid bulk length",
        "*1\\r\\n$2147483648\\r\\n| invalid bulk length",
        "*1\\r\\n$x\\r\\n         | invalid bulk length",
        "*1\\r\\n$00\\r\\n        | invalid bulk length",
        "*1\\r\\n$3\\r\\nPING\\r\\n | invalid bulk length",
        "*1\\r\\n$1\\r\\na\\rx    | invalid bulk length",
        "get \"a\\r\\n            | unbalanced quotes in request",
        "get \"a\"b\\r\\n         | unbalanced quotes in request",
        "get 'a\\r\\n             | unbalanced quotes in request"
      })
  void refuses_in_redis_own_words(String stream, String error) {
    String bytes = stream.replace("\\r", "\r").replace("\\n", "\n");
    assertThat(frames("*1\r\n$1\r\na\r\n" + bytes))
        .containsExactly("[a]", "malformed Protocol error: " + error);
  }

  @Test
  void refuses_endless_lines() {
    RespRequestScanner scanner = new RespRequestScanner(Limits.DEFAULT);
    byte[] piece = Cuts.bytes("x".repeat(1000));
    int pieces = 0;
    while (scanner.scan(piece, 0, 1000) == FrameScanner.MORE) {
      pieces++;
    }
    assertThat(pieces).isEqualTo(65);
    assertThat(scanner.error()).isEqualTo("Protocol error: too big inline request");
  }

  @Test
  void gives_strangers_little_room() {
    RespRequestScanner scanner = new RespRequestScanner(Limits.DEFAULT);
    scanner.stranger(true);
    byte[] many = Cuts.bytes("*11\r\n");
    assertThat(scanner.scan(many, 0, many.length)).isEqualTo(FrameScanner.MALFORMED);
    assertThat(scanner.error()).isEqualTo("Protocol error: unauthenticated multibulk length");
    RespRequestScanner other = new RespRequestScanner(Limits.DEFAULT);
    other.stranger(true);
    byte[] big = Cuts.bytes("*2\r\n$4\r\nAUTH\r\n$16385\r\n");
    assertThat(other.scan(big, 0, big.length)).isEqualTo(FrameScanner.MALFORMED);
    assertThat(other.error()).isEqualTo("Protocol error: unauthenticated bulk length");
  }

  @Test
  void needs_not_see_the_payload() {
    RespRequestScanner scanner = new RespRequestScanner(Limits.DEFAULT);
    byte[] head = Cuts.bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$500000000\r\nxx");
    assertThat(scanner.scan(head, 0, head.length)).isEqualTo(FrameScanner.MORE);
    assertThat(scanner.skippable()).isEqualTo(499_999_998);
    scanner.skip(499_999_998);
    assertThat(scanner.scan(Cuts.bytes("\r\n"), 0, 2)).isEqualTo(2);
    assertThat(scanner.argumentStart(2)).isEqualTo(head.length - 2);
    assertThat(scanner.argumentLength(2)).isEqualTo(500_000_000);
  }

  private static List<String> frames(String stream) {
    return Cuts.readEveryWay(
        () -> new RespRequestScanner(SMALL), RespRequestScannerTest::facts, Cuts.bytes(stream));
  }

  static String facts(RespRequestScanner scanner, byte[] stream, int start, int end) {
    StringBuilder text = new StringBuilder("[");
    byte[] frame = scanner.isInline() ? scanner.inlineFrame() : stream;
    int base = scanner.isInline() ? 0 : start;
    for (int i = 0; i < scanner.argumentCount(); i++) {
      text.append(i == 0 ? "" : ", ")
          .append(
              new String(
                  frame,
                  base + scanner.argumentStart(i),
                  scanner.argumentLength(i),
                  StandardCharsets.ISO_8859_1));
    }
    return text.append(']').toString();
  }
}
