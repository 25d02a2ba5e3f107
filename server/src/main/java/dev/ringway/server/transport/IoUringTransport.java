package dev.ringway.server.transport;

import dev.ringway.core.worker.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.net.InetSocketAddress;

/**
 * Linux io_uring. All sockets of a loop read into one ring of buffers, which the kernel fills from
 * end to end; one system call a turn hands over everything to be sent and waits for what comes.
 */
final class IoUringTransport {
  private static final short BUFFERS_ID = 1;
  private static final short BUFFERS = 16;
  private static final int BUFFER_BYTES = 128 << 10;

  /** When so many writes wait, they go before the turn ends: servers and clients begin earlier. */
  private static final int SUBMISSIONS = 64;

  private IoUringTransport() {}

  /** Whether the kernel can fill the buffers of a ring piece by piece: Linux 6.12 and later. */
  static boolean readsIntoRing() {
    return IoUring.isRegisterBufferRingIncSupported();
  }

  /** Why {@code auto} does not take io_uring. */
  static String whyNot() {
    return IoUring.isAvailable()
        ? "this kernel has no incremental buffer rings"
        : Transports.rootOf(IoUring.unavailabilityCause());
  }

  static Transport create(DnsResolvers names) {
    return new Transport(
        "io_uring",
        loops -> Transports.group(loops, IoUringIoHandler.newFactory(handlerConfig())),
        address ->
            address instanceof InetSocketAddress
                ? new IoUringServerSocketChannel()
                : new IoUringServerDomainSocketChannel(),
        address ->
            address instanceof InetSocketAddress
                ? new IoUringSocketChannel()
                : new IoUringDomainSocketChannel(),
        DomainSocketAddress::new,
        loop -> names.forLoop(loop, DomainSocketAddress::new),
        PooledByteBufAllocator.DEFAULT,
        false,
        false,
        IoUringTransport::readIntoRing);
  }

  private static void readIntoRing(ChannelConfig config) {
    if (readsIntoRing()) {
      config.setOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, BUFFERS_ID);
    }
  }

  private static IoUringIoHandlerConfig handlerConfig() {
    IoUringIoHandlerConfig config = new IoUringIoHandlerConfig().setRingSize(SUBMISSIONS);
    if (readsIntoRing()) {
      config.setBufferRingConfig(
          IoUringBufferRingConfig.builder()
              .bufferGroupId(BUFFERS_ID)
              .bufferRingSize(BUFFERS)
              .batchSize(BUFFERS)
              .incremental(true)
              .allocator(
                  new IoUringFixedBufferRingAllocator(
                      PooledByteBufAllocator.DEFAULT, false, BUFFER_BYTES))
              .build());
    }
    return config;
  }
}
