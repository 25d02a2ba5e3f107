package dev.ringway.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CacheReplyTest {
  private final List<String> given = new ArrayList<>();
  private final CacheReply reply = new CacheReply();
  private final ReplySink sink =
      new ReplySink() {
        @Override
        public void onReply(int index, Reply answer) {
          String text = new String(answer.frame().toBytes(), StandardCharsets.ISO_8859_1);
          given.add(index + " " + answer.kind() + " " + text);
        }

        @Override
        public void onFault(int index, Fault fault) {
          given.add(index + " " + fault.failure().code() + ": " + fault.sentence());
        }
      };

  private static byte[] letters(int count) {
    byte[] letters = new byte[count];
    Arrays.fill(letters, (byte) 'v');
    return letters;
  }

  @Test
  void is_what_was_appended_and_then_empty() {
    reply.add("a").add(' ').add(7).add(' ').add(-12).addValue(letters(3)).give(Kind.HIT, sink, 4);
    reply.add("b").give(Kind.MISS, sink, 5);
    assertThat(given).containsExactly("4 HIT a 7 -12vvv", "5 MISS b");
  }

  @Test
  void keeps_the_order_of_long_and_short_parts() {
    String longest = new String(letters(40_000), StandardCharsets.ISO_8859_1);
    reply.add("a").addValue(letters(40_000)).add("b").addValue(letters(8_192)).add("c");
    assertThat(reply.length()).isEqualTo(48_195);
    reply.give(Kind.HIT, sink, 0);
    reply.addValue(letters(2)).give(Kind.HIT, sink, 1);
    assertThat(given)
        .containsExactly("0 HIT a" + longest + "b" + longest.substring(0, 8_192) + "c", "1 HIT vv");
  }

  @Test
  void is_a_fault_if_it_is_too_long() {
    byte[] value = letters(1 << 20);
    for (int i = 0; i < 65; i++) {
      reply.addValue(value).add("more");
    }
    reply.give(Kind.HIT, sink, 0);
    reply.add("b").give(Kind.HIT, sink, 1);
    assertThat(given)
        .containsExactly(
            "0 too_large: the values asked for at once are longer than 64 MiB", "1 HIT b");
  }
}
