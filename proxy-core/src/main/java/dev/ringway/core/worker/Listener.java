package dev.ringway.core.worker;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.OutBuffer;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listening socket: accepts clients and hands each to the worker with the fewest. At the cap a
 * client is told so and closed.
 */
@Sharable
final class Listener extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private static final long ACCEPT_PAUSE_MILLIS = 200;

  private final ListenerConfig config;
  private final Protocol protocol;
  private final List<Worker> workers;
  private final ListenerStats stats;
  private final AtomicLong nextId;
  private final AtomicInteger clients = new AtomicInteger();
  private @Nullable Channel channel;

  /**
   * @param stats the listener's own numbers, written on the accepting loop
   * @param nextId the process-wide count of clients
   */
  Listener(
      ListenerConfig config,
      Protocol protocol,
      List<Worker> workers,
      ListenerStats stats,
      AtomicLong nextId) {
    this.config = config;
    this.protocol = protocol;
    this.workers = workers;
    this.stats = stats;
    this.nextId = nextId;
  }

  ListenerConfig config() {
    return config;
  }

  /** Where it listens, with the port the kernel chose where 0 was asked for. */
  SocketAddress address() {
    Channel open = channel;
    if (open == null) {
      throw new IllegalStateException("not bound");
    }
    return open.localAddress();
  }

  /** Binds; fails with the reason if the address cannot be had. */
  void bind(EventLoop acceptor, Transport transport) throws IOException, InterruptedException {
    Endpoint endpoint = config.listen();
    String path = endpoint.path();
    SocketAddress address =
        path != null
            ? transport.unixAddress().apply(path)
            : new InetSocketAddress(endpoint.host(), endpoint.port());
    if (path != null) {
      Files.deleteIfExists(Path.of(path));
    }
    ServerChannel server = transport.serverChannel().apply(address);
    server.config().setOption(ChannelOption.SO_BACKLOG, config.backlog());
    if (path == null) {
      server.config().setOption(ChannelOption.SO_REUSEADDR, true);
      if (config.reusePort()) {
        server.config().setOption(UnixChannelOption.SO_REUSEPORT, true);
      }
    }
    server.pipeline().addLast(this);
    acceptor.register(server).sync();
    ChannelFuture bound = server.bind(address).await();
    if (!bound.isSuccess()) {
      server.close();
      throw new IOException(
          "listener " + config.name() + ": cannot listen on " + endpoint + ": " + reason(bound),
          bound.cause());
    }
    channel = server;
    if (path != null && config.unixMode() >= 0) {
      Files.setPosixFilePermissions(Path.of(path), permissions(config.unixMode()));
    }
  }

  /** Whether it has an address that another one is to have. */
  boolean isWhere(ListenerConfig other) {
    return config.listen().equals(other.listen()) && config.reusePort() == other.reusePort();
  }

  /** Accepts from now on what comes to the socket of another one, which has none any more. */
  void takeOver(Listener other) {
    Channel open = other.channel;
    if (open == null) {
      throw new IllegalStateException("not bound");
    }
    other.channel = null;
    channel = open;
    open.pipeline().replace(other, null, this);
  }

  private static String reason(ChannelFuture bound) {
    Throwable cause = bound.cause();
    String message = cause == null ? null : cause.getMessage();
    return message == null ? String.valueOf(cause) : message;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        set.add(all[i]);
      }
    }
    return set;
  }

  /** Accepts no more clients. */
  void close() {
    Channel open = channel;
    if (open != null) {
      open.close().awaitUninterruptibly(1_000);
      String path = config.listen().path();
      if (path != null) {
        try {
          Files.deleteIfExists(Path.of(path));
        } catch (IOException e) {
          LOG.warn("{}: cannot remove {}", config.name(), path, e);
        }
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Channel socket = (Channel) message;
    if (config.maxClients() > 0 && clients.get() >= config.maxClients()) {
      refuse(socket, context);
      return;
    }
    clients.incrementAndGet();
    socket.closeFuture().addListener(closed -> clients.decrementAndGet());
    stats.add(ListenerCounter.ACCEPTED, 1);
    leastBusy().give(socket, config, nextId.incrementAndGet());
  }

  private Worker leastBusy() {
    Worker best = workers.getFirst();
    for (Worker worker : workers) {
      if (worker.clients() < best.clients()) {
        best = worker;
      }
    }
    return best;
  }

  private void refuse(Channel socket, ChannelHandlerContext context) {
    stats.add(ListenerCounter.REFUSED, 1);
    OutBuffer out = new OutBuffer(context.alloc());
    protocol.writeFault(
        new Fault(
            Failure.OVERLOADED,
            "listener "
                + config.name()
                + " has "
                + config.maxClients()
                + " clients, its client_connections"),
        out);
    context.channel().eventLoop().register(socket);
    socket.writeAndFlush(out.handOver()).addListener(ChannelFutureListener.CLOSE);
  }

  /** Without a file descriptor left, accepting fails at once, again and again: a pause helps. */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.warn("{}: cannot accept: {}", config.name(), cause.toString());
    Channel server = context.channel();
    server.config().setAutoRead(false);
    server
        .eventLoop()
        .schedule(
            () -> server.config().setAutoRead(true), ACCEPT_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
