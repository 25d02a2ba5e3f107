package dev.ringway.server.admin;

import dev.ringway.core.config.Endpoint;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that serves everything but the traffic, so that neither waits for the other. Its
 * buffers come from the system and go back to it: an answer of megabytes leaves nothing behind.
 */
final class AdminThread implements AutoCloseable {
  private static final int BACKLOG = 64;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("ringway-admin", true), NioIoHandler.newFactory());

  /**
   * Listens.
   *
   * @param what names the endpoint in the failure's sentence, for example {@code admin}
   * @param perConnection sets up each accepted connection
   * @return where it listens, with the port the kernel chose where 0 was asked for
   */
  InetSocketAddress listen(String what, Endpoint endpoint, ChannelHandler perConnection)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channelFactory(() -> channel(address))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
            .childHandler(perConnection)
            .bind(address)
            .awaitUninterruptibly();
    Throwable cause = bound.cause();
    if (cause != null) {
      throw new IOException(
          what + ": cannot listen on " + endpoint + ": " + cause.getMessage(), cause);
    }
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** 0.0.0.0 means every address of IPv4, and not of IPv6 as well. */
  private static NioServerSocketChannel channel(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address
        ? new NioServerSocketChannel(SelectorProvider.provider(), SocketProtocolFamily.INET)
        : new NioServerSocketChannel();
  }

  /** Closes every connection and ends the thread. */
  @Override
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(3_000);
  }
}
