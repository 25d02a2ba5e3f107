package dev.ringway.server.transport;

import dev.ringway.core.worker.Transport;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.TransportChoice;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.kqueue.KQueueIoHandler;
import io.netty.channel.kqueue.KQueueServerDomainSocketChannel;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transports that this machine offers. */
public final class Transports {
  private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

  private Transports() {}

  /**
   * The transport for a choice; {@code auto} takes io_uring where kernel and container allow it in
   * full, else epoll, kqueue or NIO.
   *
   * @throws LaunchException if a transport was asked for by name and does not work here
   */
  public static Transport of(TransportChoice choice, DnsResolvers names) throws LaunchException {
    return switch (choice) {
      case AUTO -> auto(names);
      case EPOLL -> need(choice, Epoll.unavailabilityCause(), epoll(names));
      case IO_URING -> ioUringOrEpoll(names);
      case KQUEUE -> need(choice, KQueue.unavailabilityCause(), kqueue(names));
      case NIO -> nio(names);
    };
  }

  private static Transport auto(DnsResolvers names) {
    if (IoUring.isAvailable() && IoUringTransport.readsIntoRing()) {
      return IoUringTransport.create(names);
    }
    if (Epoll.isAvailable()) {
      LOG.info("io_uring is not used ({}); epoll is", IoUringTransport.whyNot());
      return epoll(names);
    }
    return KQueue.isAvailable() ? kqueue(names) : nio(names);
  }

  private static Transport need(
      TransportChoice choice, @Nullable Throwable missing, Transport transport)
      throws LaunchException {
    if (missing != null) {
      throw new LaunchException("transport " + choice + " does not work here: " + rootOf(missing));
    }
    return transport;
  }

  /** Container runtimes often forbid io_uring: epoll then takes over. */
  private static Transport ioUringOrEpoll(DnsResolvers names) throws LaunchException {
    if (IoUring.isAvailable()) {
      return IoUringTransport.create(names);
    }
    String why = IoUringTransport.whyNot();
    if (!Epoll.isAvailable()) {
      throw new LaunchException("transport io_uring does not work here: " + why);
    }
    LOG.warn("io_uring is refused here ({}); epoll takes over", why);
    return epoll(names);
  }

  static String rootOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "unknown" : String.valueOf(cause.getMessage());
  }

  static MultiThreadIoEventLoopGroup group(int loops, IoHandlerFactory factory) {
    return new MultiThreadIoEventLoopGroup(
        loops, new DefaultThreadFactory("ringway-worker"), factory);
  }

  private static Transport epoll(DnsResolvers names) {
    return new Transport(
        "epoll",
        loops -> group(loops, EpollIoHandler.newFactory()),
        address ->
            address instanceof InetSocketAddress
                ? new EpollServerSocketChannel()
                : new EpollServerDomainSocketChannel(),
        address ->
            address instanceof InetSocketAddress
                ? new EpollSocketChannel()
                : new EpollDomainSocketChannel(),
        DomainSocketAddress::new,
        loop -> names.forLoop(loop, DomainSocketAddress::new),
        PooledByteBufAllocator.DEFAULT,
        true,
        true,
        config -> {});
  }

  private static Transport kqueue(DnsResolvers names) {
    return new Transport(
        "kqueue",
        loops -> group(loops, KQueueIoHandler.newFactory()),
        address ->
            address instanceof InetSocketAddress
                ? new KQueueServerSocketChannel()
                : new KQueueServerDomainSocketChannel(),
        address ->
            address instanceof InetSocketAddress
                ? new KQueueSocketChannel()
                : new KQueueDomainSocketChannel(),
        DomainSocketAddress::new,
        loop -> names.forLoop(loop, DomainSocketAddress::new),
        PooledByteBufAllocator.DEFAULT,
        true,
        true,
        config -> {});
  }

  private static Transport nio(DnsResolvers names) {
    return new Transport(
        "nio",
        loops -> group(loops, NioIoHandler.newFactory()),
        address ->
            address instanceof InetSocketAddress
                ? new NioServerSocketChannel()
                : new NioServerDomainSocketChannel(),
        address ->
            address instanceof InetSocketAddress
                ? new NioSocketChannel()
                : new NioDomainSocketChannel(),
        UnixDomainSocketAddress::of,
        loop -> names.forLoop(loop, UnixDomainSocketAddress::of),
        PooledByteBufAllocator.DEFAULT,
        true,
        false,
        config -> {});
  }
}
