package dev.ringway.server.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.netty.handler.codec.http.HttpContentCompressor;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Sets up the connections of the admin HTTP. At the cap the oldest one makes room, so that nobody
 * who holds connections open can keep a probe out.
 */
@Sharable
final class AdminServer extends ChannelInitializer<Channel> {
  static final int MAX_CONNECTIONS = 64;
  private static final int MAX_LINE_BYTES = 8 << 10;
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int MAX_BODY_BYTES = 16 << 10;
  private static final int COMPRESS_FROM_BYTES = 4 << 10;

  private final AdminPages pages;
  private final Set<Channel> open = new LinkedHashSet<>();

  AdminServer(AdminPages pages) {
    this.pages = pages;
  }

  @Override
  protected void initChannel(Channel channel) {
    makeRoom();
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
    channel
        .pipeline()
        .addLast(
            new HttpServerCodec(
                new HttpDecoderConfig()
                    .setMaxInitialLineLength(MAX_LINE_BYTES)
                    .setMaxHeaderSize(MAX_HEADER_BYTES)))
        .addLast(new HttpObjectAggregator(MAX_BODY_BYTES, true))
        .addLast(
            new HttpContentCompressor(
                COMPRESS_FROM_BYTES, StandardCompressionOptions.gzip(1, 15, 8)))
        .addLast(new AdminConnection(pages));
  }

  private void makeRoom() {
    if (open.size() >= MAX_CONNECTIONS) {
      Channel oldest = open.iterator().next();
      open.remove(oldest);
      oldest.close();
    }
  }
}
