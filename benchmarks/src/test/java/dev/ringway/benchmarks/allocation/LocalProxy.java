package dev.ringway.benchmarks.allocation;

import dev.ringway.benchmarks.servers.Children;
import dev.ringway.benchmarks.servers.Servers;
import dev.ringway.core.config.Endpoint;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.worker.Proxy;
import dev.ringway.core.worker.ProxyOptions;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.run.ProxyLauncher;
import dev.ringway.server.transport.DnsResolvers;
import dev.ringway.server.transport.Transports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A proxy in this JVM, of one worker, in front of real servers. */
final class LocalProxy implements AutoCloseable {
  private final InetSocketAddress address;
  private final Runnable end;

  private LocalProxy(int port, Runnable end) {
    this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.end = end;
  }

  /** The whole product, with metrics, admin port and timeouts. */
  static LocalProxy whole(Children children, Servers servers, TransportChoice transport)
      throws Exception {
    int port = Children.freePort();
    ConfigFile file = config(children, servers, port);
    RunOptions options =
        new RunOptions(
            file,
            1,
            transport,
            Profile.DEFAULT,
            loopback(),
            new StatsOptions(loopback(), RunOptions.DEFAULT_STATS_INTERVAL),
            Duration.ofSeconds(5));
    RunningProxy proxy = new ProxyLauncher("test").start(file.read(), options);
    return new LocalProxy(port, proxy::drain);
  }

  /** The core alone, speaking another protocol than it should. */
  static LocalProxy speaking(Protocol protocol, Children children, Servers servers)
      throws Exception {
    int port = Children.freePort();
    DnsResolvers names = new DnsResolvers(null);
    Proxy proxy =
        Proxy.start(
            config(children, servers, port).read(),
            new ProxyOptions(
                1,
                Transports.of(TransportChoice.EPOLL, names),
                Map.of(protocol.name(), protocol),
                "test",
                64 << 20));
    return new LocalProxy(
        port,
        () -> {
          proxy.close();
          names.close();
        });
  }

  private static Endpoint loopback() {
    return Endpoint.tcp("127.0.0.1", Children.freePort());
  }

  private static ConfigFile config(Children children, Servers servers, int port) throws Exception {
    Path file = children.directory().resolve("proxy-" + port + ".yml");
    String yaml = servers.nutcrackerYaml(port);
    Files.writeString(file, yaml.replace("  servers:", "  timeout: 400\n  servers:"));
    return new ConfigFile(file, Map.of());
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    end.run();
  }
}
