package dev.ringway.server.run;

import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.worker.Proxy;
import dev.ringway.core.worker.ProxyOptions;
import dev.ringway.core.worker.Transport;
import dev.ringway.memcache.MemcacheProtocol;
import dev.ringway.redis.RedisProtocol;
import dev.ringway.server.launch.LaunchException;
import dev.ringway.server.launch.Launcher;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.transport.DnsResolvers;
import dev.ringway.server.transport.Transports;
import io.netty.channel.epoll.Epoll;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts the proxy with everything around it. */
public final class ProxyLauncher implements Launcher {
  private final String version;

  /**
   * @param version of the product, for INFO and metrics
   */
  public ProxyLauncher(String version) {
    this.version = version;
  }

  @Override
  public RunningProxy start(ProxyConfig config, RunOptions options) throws LaunchException {
    DnsResolvers names = new DnsResolvers(nameServer());
    try {
      CacheRoom.check(config);
      Transport transport = Transports.of(choice(options), names);
      Proxy proxy =
          Proxy.start(
              config,
              new ProxyOptions(options.workers(), transport, protocols(), version, memoryBytes()));
      return Serving.open(proxy, names, options);
    } catch (IOException e) {
      names.close();
      throw new LaunchException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      names.close();
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted while starting", e);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      names.close();
      throw new LaunchException(String.valueOf(e.getMessage()), e);
    } catch (LaunchException | RuntimeException e) {
      names.close();
      throw e;
    }
  }

  /** A sidecar has no memory to spare for io_uring's rings. */
  private static TransportChoice choice(RunOptions options) {
    boolean small = options.profile() == Profile.SIDECAR && Epoll.isAvailable();
    return small && options.transport() == TransportChoice.AUTO
        ? TransportChoice.EPOLL
        : options.transport();
  }

  private static Map<String, Protocol> protocols() {
    return Map.of("redis", new RedisProtocol(), "memcache", new MemcacheProtocol());
  }

  /** Most of what the JVM may take outside its heap. */
  private static long memoryBytes() {
    return PlatformDependent.maxDirectMemory() / 4 * 3;
  }

  /** The name server to ask instead of the machine's: {@code RINGWAY_DNS=HOST:PORT}. */
  private static @Nullable InetSocketAddress nameServer() throws LaunchException {
    String configured = System.getenv("RINGWAY_DNS");
    if (configured == null || configured.isBlank()) {
      return null;
    }
    int colon = configured.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          configured.substring(0, colon), Integer.parseInt(configured.substring(colon + 1)));
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new LaunchException("RINGWAY_DNS is not HOST:PORT: " + configured, e);
    }
  }
}
