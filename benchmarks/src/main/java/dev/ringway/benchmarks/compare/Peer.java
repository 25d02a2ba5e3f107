package dev.ringway.benchmarks.compare;

import dev.ringway.benchmarks.servers.Children;
import dev.ringway.benchmarks.servers.Servers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A running proxy, or none and the bare server.
 *
 * @param address where clients connect
 */
record Peer(String name, InetSocketAddress address, List<ProcessHandle> processes) {

  /**
   * Starts a peer in front of the servers. Its command sees {@code CONFIG} (a nutcracker.yml, or
   * Ringway's own file where the peer has a route), {@code PORT} (where to listen), {@code
   * SERVERS}, {@code PROTOCOL}, {@code WORKERS}, {@code STATS_PORT}, {@code ADMIN_PORT}, {@code
   * NAME} and {@code RINGWAY}.
   */
  static Peer start(PeerSpec spec, Children children, Servers servers, CompareOptions options)
      throws IOException {
    if (spec.command() == null) {
      return new Peer(spec.name(), servers.addresses().getFirst(), List.of());
    }
    int port = Children.freePort();
    String file = spec.name().replaceAll("[^A-Za-z0-9]", "-");
    Path config = children.directory().resolve(file + ".yml");
    String route = spec.route();
    Files.writeString(
        config, route == null ? servers.nutcrackerYaml(port) : servers.ringwayYaml(port, route));
    String variables =
        """
        export CONFIG='%s' PORT=%d SERVERS='%s' PROTOCOL=%s WORKERS=%d
        export STATS_PORT=%d ADMIN_PORT=%d NAME='%s' RINGWAY='%s'
        """
            .formatted(
                config,
                port,
                servers.list(),
                servers.redis() ? "redis" : "memcache",
                options.workers,
                Children.freePort(),
                Children.freePort(),
                file,
                options.root.resolve("ringway"));
    String pin = options.pin.isEmpty() ? "" : "taskset -pc " + options.pin + " $$ >/dev/null\n";
    Process process =
        children.start(spec.name(), List.of("bash", "-c", variables + pin + spec.command()), port);
    return new Peer(
        spec.name(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        List.of(process.toHandle()));
  }
}
