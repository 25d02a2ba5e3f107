package dev.ringway.memcache.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Rewriter;
import dev.ringway.memcache.Cuts;
import dev.ringway.memcache.FakeServer;
import dev.ringway.memcache.Kept;
import dev.ringway.memcache.MemcacheProtocol;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.MemcacheReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemcacheRewriterTest {
  private static final byte[] PREFIX = Cuts.bytes("app/");

  private final Rewriter rewriter = new MemcacheProtocol().rewriter();

  @Test
  void a_request_without_a_long_life_is_given_back_itself() {
    Request get = Kept.request("get a b\r\n");
    Request set = Kept.request("set k 0 5 1\r\nx\r\n");
    assertThat(rewriter.capLife(get, 10)).isSameAs(get);
    assertThat(rewriter.capLife(set, 10)).isSameAs(set);
    assertThat(rewriter.capLifeAfter(set, 10)).isEmpty();
  }

  @Test
  void a_capped_request_keeps_its_key() {
    Request capped =
        Objects.requireNonNull(rewriter.capLife(Kept.request("ms Zm9v 1 b\r\nx\r\n"), 10));
    assertThat(Kept.text(capped)).isEqualTo("ms Zm9v 1 b T10\r\nx\r\n");
    assertThat(keyOf(capped)).isEqualTo("foo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get app/a|get a|a",
        "get  app/a app/bc  |get  a bc  |a",
        "gat 10 app/a app/b|gat 10 a b|a",
        "delete app/a|delete a|a",
        "incr app/a 5|incr a 5|a",
        "touch app/a 0|touch a 0|a",
        "mg app/a v k Oapp/|mg a v k Oapp/|a",
        "md app/app/a q|md app/a  |app/a",
        "me app/a|me a|a",
        // app/a, and what is no base64: the server will say so
        "mg YXBwL2E= b v|mg YQ== b v|a",
        "me YXBwL2E= b|me YQ== b|a",
        "mg app/x b|mg app/x b|x"
      })
  void takes_the_prefix_from_every_key(String before, String after, String key) {
    Request shorter = without(Kept.request(before + "\r\n"));
    assertThat(Kept.text(shorter).stripTrailing()).isEqualTo(after.stripTrailing());
    assertThat(keyOf(shorter)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set app/a 1 0 5\r\napp/b\r\n",
        "cas app/a 1 0 5 7\r\napp/b\r\n",
        "ms app/a 5\r\napp/b\r\n"
      })
  void leaves_data_alone(String before) {
    String after = before.replaceFirst("app/", "");
    assertThat(Kept.text(without(Kept.request(before)))).isEqualTo(after);
    Request long_ = Kept.longRequest(before);
    ByteBuf whole = Objects.requireNonNull(long_.frame().keep().handOver());
    Request shorter = without(long_);
    assertThat(Kept.text(shorter)).isEqualTo(after);
    shorter.release();
    whole.release();
    assertThat(whole.refCnt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get app/\r\n",
        "get app/a app/\r\n",
        "set app/ 0 0 1\r\nx\r\n",
        "mg YXBwLw== b\r\n"
      })
  void refuses_to_leave_an_empty_key(String request) {
    assertThat(rewriter.withoutKeyPrefix(Kept.request(request), PREFIX.length)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get a|VALUE a 0 1;x;END;|VALUE app/a 0 1;x;END;",
        "gets a b|VALUE a 0 7 5;VALUE a;VALUE b 1 0 6;;END;|VALUE app/a 0 7 5;VALUE a;VALUE app/b 1 0 6;;END;",
        "mg a k v|VA 2 ka;ka;|VA 2 kapp/a;ka;",
        "mg a k O1|EN ka O1;|EN kapp/a O1;",
        "mg a O1 k s|HD O1 ka s5;|HD O1 kapp/a s5;",
        "mg YQ== b k v O1|VA 1 kYQ== b O1;x;|VA 1 kYXBwL2E= b O1;x;",
        "ms a 1 k;x|NS ka;|NS kapp/a;",
        "me a|ME a exp=-1 la=0;|ME app/a exp=-1 la=0;",
        "me YQ== b|ME YQ== exp=-1;|ME YXBwL2E= exp=-1;"
      })
  void puts_the_prefix_back_into_replies_that_name_keys(
      String command, String reply, String restored) {
    Request request = Kept.request(lines(command) + "\r\n");
    assertThat(restored(request, lines(reply), false)).isEqualTo(lines(restored));
    assertThat(restored(request, lines(reply), true)).isEqualTo(lines(restored));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get a|END;",
        "set a 0 0 1;x|STORED;",
        "delete a|NOT_FOUND;",
        "incr a 1|12;",
        "mg a v|VA 1;k;",
        "mg a s Ok|HD s5 Ok;",
        "get a|SERVER_ERROR ka;",
        "mg a k|CLIENT_ERROR ka;"
      })
  void leaves_other_replies_alone(String command, String reply) {
    assertThat(restored(Kept.request(lines(command) + "\r\n"), lines(reply), false)).isNull();
  }

  @Test
  void finds_every_key_as_items_have_it() {
    assertThat(keys("get a b a\r\n")).containsExactly("a", "b", "a");
    assertThat(keys("gat 10 a b\r\n")).containsExactly("a", "b");
    assertThat(keys("set a 0 0 1\r\nx\r\n")).containsExactly("a");
    assertThat(keys("md YSBi b\r\n")).containsExactly("a b");
  }

  @Test
  void deletes_a_key_by_a_command_that_can_name_it() {
    assertThat(Kept.text(rewriter.deletion(Cuts.bytes("a")))).isEqualTo("delete a\r\n");
    Request binary = rewriter.deletion(Cuts.bytes("a b"));
    assertThat(Kept.text(binary)).isEqualTo("md YSBi b\r\n");
    assertThat(keyOf(binary)).isEqualTo("a b");
    assertThat(binary.command().effect()).isEqualTo(Command.Effect.DELETE);
    assertThat(Kept.text(rewriter.flush())).isEqualTo("flush_all\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get a\r\n",
        "gets a\r\n",
        "gat 0 a\r\n",
        "add a 0 0 1\r\nx\r\n",
        "append a 0 0 1\r\nx\r\n",
        "incr a 1\r\n",
        "delete a\r\n",
        "mg a v c OC\r\n",
        "ms C 1 S1\r\nx\r\n",
        "ma a N0\r\n",
        "md a I\r\n"
      })
  void lets_what_leaves_copies_alike_go_to_several_servers(String text) {
    Request request = Kept.request(text);
    assertThat(rewriter.canReplicate(request.command())).isTrue();
    assertThat(rewriter.replicationRefusal(request)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ms a 1 C5\r\nx\r\n", "md a q C5\r\n", "ma a N0 C5\r\n", "mg a v N30\r\n"})
  void refuses_by_a_sentence_what_copies_would_answer_differently(String text) {
    Request request = Kept.request(text);
    assertThat(rewriter.replicationRefusal(request))
        .startsWith(request.command().name() + " with the ")
        .contains("sent to several servers");
  }

  @Test
  void refuses_cas_on_several_servers() {
    assertThat(rewriter.canReplicate(MemcacheCommands.CAS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get a|VA 6 f7 t30;he;lo;|ms a 6 F7 T30 ME;he;lo;",
        "gets a|VA 0 f0 t-1;;|ms a 0 F0 T0 ME;;",
        "mg YSBi b|VA 1 f0 t9;x;|ms YSBi 1 F0 T9 ME b;x;",
      })
  void copies_a_key_with_its_flags_and_the_rest_of_its_life(
      String read, String found, String written) {
    FakeServer warm = new FakeServer("warm");
    FakeServer cold = new FakeServer("cold");
    rewriter.copyIfAbsent(Kept.request(read + "\r\n"), warm, cold);
    rewriter.copyIfAbsent(Kept.request(read + "\r\n"), warm, cold);
    assertThat(warm.last()).endsWith(read.contains(" b") ? " v f t b\r\n" : " v f t\r\n");
    warm.answer(lines(found));
    warm.answerLong(lines(found));
    assertThat(cold.requests).containsExactly(lines(written), lines(written));
    cold.answer("NS\r\n");
    cold.fail();
  }

  @Test
  void copies_a_long_life_as_a_date() {
    FakeServer warm = new FakeServer("warm");
    FakeServer cold = new FakeServer("cold");
    rewriter.copyIfAbsent(Kept.request("get a\r\n"), warm, cold);
    long end = System.currentTimeMillis() / 1000 + 9_000_000;
    warm.answer("VA 1 f0 t9000000\r\nx\r\n");
    long time = Long.parseLong(cold.last().replaceAll("(?s).* T(\\d+) .*", "$1"));
    assertThat(time).isBetween(end, end + 60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EN\r\n",
        "VA 1 f0 t0\r\nx\r\n",
        "VA 1 f0 t30 X W\r\nx\r\n",
        "VA 0 f0 t30 Z\r\n\r\n",
        "SERVER_ERROR out of memory\r\n"
      })
  void copies_nothing_that_is_gone_or_stale(String found) {
    FakeServer warm = new FakeServer("warm");
    FakeServer cold = new FakeServer("cold");
    rewriter.copyIfAbsent(Kept.request("get a b\r\n"), warm, cold);
    warm.answer(found);
    warm.fail();
    assertThat(cold.requests).isEmpty();
  }

  private Request without(Request request) {
    return Objects.requireNonNull(rewriter.withoutKeyPrefix(request, PREFIX.length));
  }

  private @Nullable String restored(Request request, String reply, boolean isLong) {
    byte[] bytes = Cuts.bytes(reply);
    MemcacheReplyScanner scanner = new MemcacheReplyScanner();
    assertThat(scanner.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    Frame frame = isLong ? new Frame().of(Unpooled.wrappedBuffer(bytes)) : new Frame().of(bytes);
    Frame restored = rewriter.withKeyPrefix(request, new Reply().of(scanner.kind(), frame), PREFIX);
    return restored == null ? null : new String(restored.toBytes(), StandardCharsets.ISO_8859_1);
  }

  private List<String> keys(String request) {
    return rewriter.keys(Kept.request(request)).stream()
        .map(key -> new String(key, StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static String keyOf(Request request) {
    return new String(
        request.keyBytes(), request.keyOffset(), request.keyLength(), StandardCharsets.ISO_8859_1);
  }

  private static String lines(String text) {
    return text.replace(";", "\r\n");
  }
}
