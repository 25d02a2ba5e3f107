package dev.ringway.core.worker;

import dev.ringway.core.backend.Connector;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.loop.ReadBuffers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.LongSupplier;

/** Opens sockets to servers on one worker's loop. */
final class LoopConnector implements Connector {
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 << 20, 256 << 20);

  private final Loop loop;
  private final Transport transport;
  private final ReadBuffers.Shared readBuffer;

  LoopConnector(Loop loop, Transport transport, ReadBuffers.Shared readBuffer) {
    this.loop = loop;
    this.transport = transport;
    this.readBuffer = readBuffer;
  }

  @Override
  public ChannelFuture connect(
      SocketAddress address,
      ChannelHandler handler,
      LongSupplier missingBytes,
      int timeoutMillis,
      boolean keepAlive) {
    Channel channel = transport.clientChannel().apply(address);
    ChannelConfig config = channel.config();
    config.setAllocator(loop.allocator());
    config.setConnectTimeoutMillis(timeoutMillis);
    config.setWriteBufferWaterMark(WATER_MARK);
    if (address instanceof InetSocketAddress) {
      config.setOption(ChannelOption.TCP_NODELAY, true);
      config.setOption(ChannelOption.SO_KEEPALIVE, keepAlive);
    }
    transport.prepare().accept(config);
    if (transport.readsAtOnce()) {
      config.setRecvByteBufAllocator(new ReadBuffers(readBuffer, missingBytes));
    }
    channel.pipeline().addLast(handler);
    ChannelPromise connected = channel.newPromise();
    loop.eventLoop()
        .register(channel)
        .addListener(registered -> {
          if (registered.isSuccess()) {
            channel.connect(address, connected);
          } else {
            connected.tryFailure(registered.cause());
          }
        });
    return connected;
  }
}
