package dev.ringway.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PiecesTest {
  private static CompositeByteBuf composite(int parts) {
    CompositeByteBuf whole = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    for (int i = 0; i < parts; i++) {
      whole.addComponent(true, Unpooled.directBuffer(4).writeBytes(word(i)));
    }
    return whole;
  }

  private static byte[] word(int i) {
    return String.format("%04d", i).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void a_buffer_that_a_socket_takes_as_it_is_stays_one() {
    CompositeByteBuf whole = composite(1024);

    assertThat(Pieces.areNeeded(whole)).isFalse();
    assertThat(written(whole)).hasSize(1);
  }

  @Test
  void more_pieces_than_one_write_takes_are_written_one_by_one_and_free_the_whole_in_the_end() {
    CompositeByteBuf whole = composite(2000);
    String text = whole.toString(StandardCharsets.US_ASCII).substring(2);

    assertThat(String.join("", written(whole.slice(2, 7998)))).isEqualTo(text);
    assertThat(whole.refCnt()).isZero();
  }

  @Test
  void pieces_on_the_heap_alone_are_copied() {
    CompositeByteBuf whole = composite(2);
    whole.addComponent(true, Unpooled.wrappedBuffer(word(2)));
    whole.addComponent(true, Unpooled.directBuffer(4).writeBytes(word(3)));

    assertThat(Pieces.areNeeded(whole)).isTrue();
    assertThat(written(whole)).containsExactly("0000", "0001", "0002", "0003");
    assertThat(whole.refCnt()).isZero();
  }

  private static List<String> written(ByteBuf whole) {
    List<String> texts = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel();
    OutBuffer out = new OutBuffer(channel.alloc());
    out.append(whole);
    out.flushTo(channel);
    assertThat(out.isEmpty()).isTrue();
    for (ByteBuf one = channel.readOutbound(); one != null; one = channel.readOutbound()) {
      assertThat(one.isDirect()).isTrue();
      texts.add(one.toString(StandardCharsets.US_ASCII));
      one.release();
    }
    return texts;
  }
}
