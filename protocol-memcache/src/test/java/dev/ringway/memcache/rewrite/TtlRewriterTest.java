package dev.ringway.memcache.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.Cuts;
import dev.ringway.memcache.command.MemcacheCommands;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TtlRewriterTest {
  private static final long NOW = 1_800_000_000;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set k 1 0 2|set k 1 300 2",
        "set k 1 301 2|set k 1 300 2",
        "set k 1 2592000 2 |set k 1 300 2",
        "set k 1 1800000301 2|set k 1 300 2",
        "set  k  1  0  2  |set  k  1  300  2",
        "add k 1 0 2|add k 1 300 2",
        "replace k 1 0 2|replace k 1 300 2",
        "cas k 1 0 2 77|cas k 1 300 2 77",
        "ms k 2 T0|ms k 2 T300",
        "ms k 2 c T500 q|ms k 2 c T300 q",
        "ms k 2|ms k 2 T300",
        "ms k 2 ME|ms k 2 ME T300",
        "set k 1 -0 2|set k 1 300 2"
      })
  void cuts_the_life_of_what_is_stored(String before, String after) {
    assertThat(capped(before + "\r\nab\r\n")).isEqualTo(after.stripTrailing() + "\r\nab\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "touch k 0|touch k 300",
        "touch k 999|touch k 300",
        "gat 0 k l|gat 300 k l",
        "gats 1000 k|gats 300 k",
        "mg k v T0|mg k v T300",
        "mg k N0 v T400|mg k N300 v T300",
        "ma k N0 J5|ma k N300 J5",
        "ma k T9999|ma k T300",
        "md k I T1000|md k I T300",
        "touch k +999|touch k 300",
        "mg k T+0|mg k T300",
        "mg k T\t999|mg k T300"
      })
  void cuts_the_life_that_a_touch_gives(String before, String after) {
    assertThat(capped(before + "\r\n")).isEqualTo(after + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set k 0 300 2\r\nab\r\n",
        "set k 0 1 2\r\nab\r\n",
        "set k 0 -1 2\r\nab\r\n",
        "set k 0 1800000300 2\r\nab\r\n",
        "set k 0 1700000000 2\r\nab\r\n",
        "append k 0 0 2\r\nab\r\n",
        "prepend k 0 0 2\r\nab\r\n",
        "ms k 2 T-1\r\nab\r\n",
        "ms k 2 T300 N0x\r\nab\r\n",
        "touch k x\r\n",
        "gat 10 k\r\n",
        "mg k v\r\n",
        "mg k R0 v\r\n",
        "touch k -999\r\n",
        "mg k T-1\r\n",
        "mg k T99999999999\r\n",
        "ma k\r\n",
        "md k\r\n",
        "get k\r\n",
        "incr k 1000\r\n",
        "delete k\r\n"
      })
  void leaves_alone_what_does_not_live_longer(String request) {
    assertThat(capped(request)).isNull();
  }

  @Test
  void writes_a_date_if_the_cap_is_longer_than_memcached_takes_for_relative() {
    TtlRewriter year = new TtlRewriter(31_536_000);
    assertThat(capped(year, "set k 0 0 2\r\nab\r\n")).isEqualTo("set k 0 1831536000 2\r\nab\r\n");
    assertThat(capped(year, "set k 0 2592000 2\r\nab\r\n")).isNull();
  }

  @Test
  void ends_bare_lines_as_they_ended() {
    assertThat(capped("ms k 2\nab\r\n")).isEqualTo("ms k 2 T300\nab\r\n");
  }

  @Test
  void leaves_the_data_of_long_requests_where_it_is() {
    ByteBuf buffer = Unpooled.copiedBuffer(Cuts.bytes("set k 0 0 5\r\nhello\r\n"));
    Request request = new Request().of(MemcacheCommands.SET);
    request.frame().of(buffer);
    Frame capped = Objects.requireNonNull(new TtlRewriter(300).cap(request, NOW));
    buffer.release();
    assertThat(text(capped)).isEqualTo("set k 0 300 5\r\nhello\r\n");
    capped.release();
    assertThat(buffer.refCnt()).isZero();
  }

  @Test
  void refuses_a_cap_below_a_second() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TtlRewriter(0));
  }

  private static @Nullable String capped(String request) {
    return capped(new TtlRewriter(300), request);
  }

  private static @Nullable String capped(TtlRewriter rewriter, String text) {
    byte[] bytes = Cuts.bytes(text);
    int space = text.indexOf(' ');
    Request request = new Request().of(MemcacheCommands.find(bytes, 0, space));
    request.frame().of(bytes);
    Frame capped = rewriter.cap(request, NOW);
    return capped == null ? null : text(capped);
  }

  private static String text(Frame frame) {
    return new String(frame.toBytes(), StandardCharsets.ISO_8859_1);
  }
}
