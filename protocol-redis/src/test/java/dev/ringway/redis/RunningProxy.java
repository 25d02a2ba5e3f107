package dev.ringway.redis;

import dev.ringway.core.backend.Resolver;
import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.config.RingConfig;
import dev.ringway.core.config.RouteConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.core.worker.Proxy;
import dev.ringway.core.worker.ProxyOptions;
import dev.ringway.core.worker.Transport;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A proxy with one Redis listener before servers, or before a cache of its own. */
final class RunningProxy implements AutoCloseable {
  private final Proxy proxy;

  /** Before one pool of the given servers. */
  RunningProxy(List<RealRedis> servers, @Nullable String password)
      throws IOException, InterruptedException {
    this(1, servers, password);
  }

  /** Before one pool of the given servers, with so many workers. */
  RunningProxy(int workers, List<RealRedis> servers, @Nullable String password)
      throws IOException, InterruptedException {
    this(workers, servers, password, Administration.DEFAULT);
  }

  /** Before one pool of the given servers, of which clients may do what is given. */
  RunningProxy(List<RealRedis> servers, @Nullable String password, Administration administration)
      throws IOException, InterruptedException {
    this(1, servers, password, administration);
  }

  private RunningProxy(
      int workers,
      List<RealRedis> servers,
      @Nullable String password,
      Administration administration)
      throws IOException, InterruptedException {
    this(
        workers,
        password,
        new RouteConfig.Pool("pool"),
        Map.of("pool", pool(servers)),
        administration);
  }

  /** Before a cache in the proxy. */
  RunningProxy(int workers, long cacheBytes) throws IOException, InterruptedException {
    this(
        workers,
        null,
        new RouteConfig.Internal("cache", cacheBytes, 0),
        Map.of(),
        Administration.DEFAULT);
  }

  private RunningProxy(
      int workers,
      @Nullable String password,
      RouteConfig route,
      Map<String, PoolConfig> pools,
      Administration administration)
      throws IOException, InterruptedException {
    ListenerConfig listener =
        new ListenerConfig(
            "redis",
            Endpoint.tcp("127.0.0.1", 0),
            -1,
            "redis",
            route,
            512,
            0,
            false,
            false,
            null,
            password,
            Limits.DEFAULT,
            false,
            PartialResults.ERROR,
            GatherOptions.NONE,
            administration);
    ProxyConfig config = new ProxyConfig(List.of(listener), pools, Map.of(), List.of());
    Map<String, Protocol> protocols = Map.of("redis", new RedisProtocol());
    ProxyOptions options = new ProxyOptions(workers, nio(), protocols, "0.0.0", 256L << 20);
    proxy = Proxy.start(config, options);
  }

  private static PoolConfig pool(List<RealRedis> servers) {
    List<ServerConfig> shards = new ArrayList<>();
    for (RealRedis server : servers) {
      Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.port());
      shards.add(new ServerConfig(endpoint, 1, "shard" + shards.size(), true));
    }
    RingConfig ring =
        new RingConfig("fnv1a_64", "ketama", "{}", RingConfig.TagRule.PAIR, null, true);
    return new PoolConfig(
        "pool",
        shards,
        ring,
        5_000,
        1,
        false,
        EjectionConfig.DEFAULT,
        ServerLogin.NONE,
        PoolConfig.DEFAULT_MAX_QUEUE,
        PoolConfig.DEFAULT_MAX_LEASES,
        false);
  }

  private static Transport nio() {
    return new Transport(
        "nio",
        count -> new MultiThreadIoEventLoopGroup(count, NioIoHandler.newFactory()),
        _ -> new NioServerSocketChannel(),
        _ -> new NioSocketChannel(),
        path -> {
          throw new UnsupportedOperationException(path);
        },
        LiteralResolver::new,
        PooledByteBufAllocator.DEFAULT,
        true,
        false,
        _ -> {});
  }

  /** Takes literal addresses only. */
  private record LiteralResolver(EventLoop loop) implements Resolver {
    @Override
    public Future<? extends SocketAddress> resolve(Endpoint endpoint) {
      return loop.newSucceededFuture(new InetSocketAddress(endpoint.host(), endpoint.port()));
    }

    @Override
    public boolean isNamed(Endpoint endpoint) {
      return false;
    }
  }

  int port() {
    SocketAddress address = proxy.addresses().values().iterator().next();
    return ((InetSocketAddress) address).getPort();
  }

  @Override
  public void close() {
    proxy.close();
  }
}
