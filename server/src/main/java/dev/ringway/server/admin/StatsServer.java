package dev.ringway.server.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The statistics port: whoever connects gets one line of JSON, and the connection ends. What the
 * caller sends is read and dropped, since closing with input unread would cost it the answer.
 */
@Sharable
final class StatsServer extends ChannelInboundHandlerAdapter {
  static final int MAX_CONNECTIONS = 64;
  private static final long SECONDS_TO_READ = 10;

  private final Supplier<String> json;
  private final Set<Channel> open = new LinkedHashSet<>();

  StatsServer(Supplier<String> json) {
    this.json = json;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    Channel channel = context.channel();
    if (open.size() >= MAX_CONNECTIONS) {
      open.iterator().next().close();
    }
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(json.get().getBytes(StandardCharsets.UTF_8)))
        .addListener(written -> ((DuplexChannel) channel).shutdownOutput());
    context.executor().schedule(() -> channel.close(), SECONDS_TO_READ, TimeUnit.SECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
