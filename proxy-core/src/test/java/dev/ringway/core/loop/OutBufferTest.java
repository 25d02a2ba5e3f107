package dev.ringway.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutBufferTest {
  @Test
  void while_it_hands_over_it_holds_what_it_has_not_handed_over_yet() {
    List<Long> held = new ArrayList<>();
    EmbeddedChannel channel = new EmbeddedChannel();
    OutBuffer out = new OutBuffer(channel.alloc());
    channel
        .pipeline()
        .addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(
                  ChannelHandlerContext context, Object message, ChannelPromise done) {
                held.add(out.bytes());
                context.write(message, done);
              }
            });
    out.append(Unpooled.directBuffer(100).writeZero(100));
    out.append(Unpooled.directBuffer(30).writeZero(30));
    out.write(new byte[7]);

    assertThat(out.flushTo(channel)).isEqualTo(137);

    assertThat(held).containsExactly(37L, 7L, 0L);
    for (ByteBuf one = channel.readOutbound(); one != null; one = channel.readOutbound()) {
      one.release();
    }
  }
}
