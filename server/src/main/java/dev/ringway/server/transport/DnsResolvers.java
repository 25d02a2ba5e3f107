package dev.ringway.server.transport;

import dev.ringway.core.backend.Resolver;
import dev.ringway.core.config.Endpoint;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names for all workers on one thread of its own, with the machine's name servers and
 * hosts file, and keeps answers for almost as long as their TTL says.
 */
public final class DnsResolvers implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("ringway-dns", true), NioIoHandler.newFactory());
  private final DnsNameResolver resolver;

  /**
   * @param nameServer to ask instead of the machine's, or null
   */
  public DnsResolvers(@Nullable InetSocketAddress nameServer) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(group.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(2_000)
            .resolveCache(new PromptDnsCache());
    if (nameServer != null) {
      builder.nameServerProvider(new SingletonDnsServerAddressStreamProvider(nameServer));
    }
    resolver = builder.build();
  }

  /** The resolver for one worker: its answers arrive on the worker's loop. */
  Resolver forLoop(EventLoop loop, Function<String, SocketAddress> unixAddress) {
    return new LoopResolver(loop, unixAddress);
  }

  @Override
  public void close() {
    resolver.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private final class LoopResolver implements Resolver {
    private final EventLoop loop;
    private final Function<String, SocketAddress> unixAddress;

    LoopResolver(EventLoop loop, Function<String, SocketAddress> unixAddress) {
      this.loop = loop;
      this.unixAddress = unixAddress;
    }

    @Override
    public boolean isNamed(Endpoint endpoint) {
      return !endpoint.isUnix() && literal(endpoint) == null;
    }

    @Override
    public Future<? extends SocketAddress> resolve(Endpoint endpoint) {
      String path = endpoint.path();
      if (path != null) {
        return loop.newSucceededFuture(unixAddress.apply(path));
      }
      InetAddress literal = literal(endpoint);
      if (literal != null) {
        return loop.newSucceededFuture(new InetSocketAddress(literal, endpoint.port()));
      }
      Promise<InetSocketAddress> promise = loop.newPromise();
      resolver
          .resolve(endpoint.host())
          .addListener((Future<InetAddress> found) -> {
            if (found.isSuccess()) {
              promise.trySuccess(new InetSocketAddress(found.getNow(), endpoint.port()));
            } else {
              promise.tryFailure(found.cause());
            }
          });
      return promise;
    }

    private @Nullable InetAddress literal(Endpoint endpoint) {
      byte[] bytes = NetUtil.createByteArrayFromIpAddressString(endpoint.host());
      if (bytes == null) {
        return null;
      }
      try {
        return InetAddress.getByAddress(endpoint.host(), bytes);
      } catch (UnknownHostException e) {
        return null;
      }
    }
  }
}
