package dev.ringway.benchmarks.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The real servers behind a proxy: one process each up to 30. Beyond that, three {@code
 * redis-server} listen on every address of 127.0.0.0/8 and each stands on the ring under many
 * addresses: to a proxy they are as many servers with as many connections.
 *
 * @param addresses in the order of the ring
 */
public record Servers(
    boolean redis, List<InetSocketAddress> addresses, List<ProcessHandle> processes) {
  private static final int MOST_PROCESSES = 30;
  private static final int SHARED_PROCESSES = 3;

  /** Starts {@code count} servers: redis-server or memcached. */
  public static Servers start(Children children, boolean redis, int count) throws IOException {
    boolean shared = count > MOST_PROCESSES;
    int processCount = shared ? SHARED_PROCESSES : count;
    List<Integer> ports = new ArrayList<>();
    List<ProcessHandle> processes = new ArrayList<>();
    for (int i = 0; i < processCount; i++) {
      int port = Children.freePort();
      List<String> command = redis ? redisServer(port, shared) : memcached(port);
      processes.add(children.start("server-" + i, command, port).toHandle());
      ports.add(port);
    }
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String host = shared ? "127.0.%d.%d".formatted(1 + i / 250, 1 + i % 250) : "127.0.0.1";
      addresses.add(new InetSocketAddress(host, ports.get(i % processCount)));
    }
    return new Servers(redis, addresses, processes);
  }

  private static List<String> redisServer(int port, boolean everyAddress) {
    // Protected mode stays on: with every address bound it still answers loopback clients only.
    String bind = everyAddress ? "0.0.0.0" : "127.0.0.1";
    return List.of(
        "redis-server", "--port", "" + port, "--bind", bind, "--save", "", "--appendonly", "no");
  }

  private static List<String> memcached(int port) {
    return List.of(
        "memcached",
        "-u",
        System.getProperty("user.name"),
        "-l",
        "127.0.0.1",
        "-p",
        "" + port,
        "-U",
        "0",
        "-t",
        "1",
        "-m",
        "256",
        "-c",
        "16384");
  }

  /** The pool for a proxy that listens on {@code port}, as nutcracker reads it. */
  public String nutcrackerYaml(int port) {
    StringBuilder yaml =
        new StringBuilder(
            """
            bench:
              listen: 127.0.0.1:%d
              redis: %b
              hash: fnv1a_64
              distribution: ketama
              preconnect: true
              backlog: 1024
              servers:
            """
                .formatted(port, redis));
    for (int i = 0; i < addresses.size(); i++) {
      InetSocketAddress address = addresses.get(i);
      yaml.append(
          "   - %s:%d:1 server-%d%n".formatted(address.getHostString(), address.getPort(), i));
    }
    return yaml.toString();
  }

  /**
   * The servers as two pools, a and b, that place keys differently, in Ringway's own format.
   *
   * @param route of the only listener
   */
  public String ringwayYaml(int port, String route) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < addresses.size(); i++) {
      InetSocketAddress address = addresses.get(i);
      list.append(
          "     - %s:%d:1 server-%d%n".formatted(address.getHostString(), address.getPort(), i));
    }
    return """
    listeners:
      bench: {listen: "127.0.0.1:%d", protocol: %s, backlog: 1024, route: %s}
    pools:
      a:
        preconnect: true
        servers:
    %s  b:
        seed: b
        preconnect: true
        servers:
    %s\
    """
        .formatted(port, redis ? "redis" : "memcache", route, list, list);
  }

  /** {@code host:port} of each, with blanks between. */
  public String list() {
    return String.join(
        " ", addresses.stream().map(a -> a.getHostString() + ":" + a.getPort()).toList());
  }
}
