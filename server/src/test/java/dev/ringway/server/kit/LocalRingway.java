package dev.ringway.server.kit;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.core.worker.Proxy;
import dev.ringway.core.worker.ProxyOptions;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.memcache.MemcacheProtocol;
import dev.ringway.redis.RedisProtocol;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.transport.DnsResolvers;
import dev.ringway.server.transport.Transports;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole proxy in this process, serving a configuration file, so that its buffers are watched.
 */
public final class LocalRingway implements AutoCloseable {
  private static final long MEMORY_BYTES = 128L << 20;

  private final Proxy proxy;
  private final DnsResolvers names;
  private final Map<String, KeyLocator> rings = new HashMap<>();

  private LocalRingway(Proxy proxy, DnsResolvers names) {
    this.proxy = proxy;
    this.names = names;
  }

  /** Serves a file with so many workers. */
  public static LocalRingway start(Path file, int workers) throws Exception {
    return start(file, workers, TransportChoice.AUTO, null);
  }

  /**
   * Serves a file.
   *
   * @param nameServer to ask for addresses, or null for the machine's
   */
  public static LocalRingway start(
      Path file, int workers, TransportChoice transport, @Nullable InetSocketAddress nameServer)
      throws Exception {
    ProxyConfig config = new ConfigFile(file, Map.of()).read();
    DnsResolvers names = new DnsResolvers(nameServer);
    ProxyOptions options =
        new ProxyOptions(
            workers,
            Transports.of(transport, names),
            Map.of("redis", new RedisProtocol(), "memcache", new MemcacheProtocol()),
            "test",
            MEMORY_BYTES);
    return new LocalRingway(Proxy.start(config, options), names);
  }

  /** The running proxy itself, for its numbers. */
  public Proxy proxy() {
    return proxy;
  }

  /** The port of the only listener, or of the first. */
  public int port() {
    SocketAddress address = proxy.addresses().values().iterator().next();
    return ((InetSocketAddress) address).getPort();
  }

  /** A new client of the first listener. */
  public RespClient connect() {
    return RespClient.to(port());
  }

  /** The name of the server on which a key of the first pool lives while all are live. */
  public String serverOf(String key) {
    PoolConfig pool = proxy.config().pools().values().iterator().next();
    KeyLocator ring = rings.computeIfAbsent(pool.name(), name -> pool.locator());
    byte[] bytes = key.getBytes(StandardCharsets.ISO_8859_1);
    return pool.servers().get(ring.locate(bytes, 0, bytes.length)).name();
  }

  /** The first key that begins so and lives on the named server. */
  public String keyOn(String server, String prefix) {
    for (int i = 0; i < 100_000; i++) {
      String key = prefix + Integer.toHexString(i * 0x9E3779B9) + i;
      if (serverOf(key).equals(server)) {
        return key;
      }
    }
    throw new AssertionError("no key lives on " + server);
  }

  /** Ends as SIGTERM ends it; returns whether everyone was answered. */
  public boolean drain(Duration bound) throws InterruptedException {
    return proxy.drain(bound);
  }

  @Override
  public void close() {
    proxy.close();
    names.close();
  }
}
