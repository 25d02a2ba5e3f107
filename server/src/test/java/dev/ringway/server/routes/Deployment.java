package dev.ringway.server.routes;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Pools of servers and a proxy in front of them, all ended with it. */
final class Deployment implements AutoCloseable {
  private final Dialect dialect;
  private final TestServers servers = new TestServers();
  private final Map<String, List<TestServer>> pools = new LinkedHashMap<>();
  private final int port = Ports.free();
  private final StringBuilder poolLines = new StringBuilder();
  private String timeout = "300ms";
  private String settings = "server_retry_timeout: 500ms";
  private Path file = Path.of("");

  /** One of Redis servers. */
  Deployment() {
    this(Dialect.REDIS);
  }

  /** One of servers that speak a protocol. */
  Deployment(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Sets the timeout of the pools that are started from now on. */
  Deployment timeout(String time) {
    timeout = time;
    return this;
  }

  /** Adds settings to the pools that are started from now on. */
  Deployment settings(String more) {
    settings += ", " + more;
    return this;
  }

  /**
   * Starts a pool of so many servers.
   *
   * @param options of each server's command line
   */
  Deployment pool(String name, int size, String... options) {
    List<TestServer> started = new ArrayList<>();
    pools.put(name, started);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      started.add(dialect.server(servers, options));
      lines.add("\"" + started.get(i).address() + ":1 " + name + "-" + i + "\"");
    }
    poolLines.append(
        "  %s: {seed: %s, timeout: %s, %s, servers: [%s]}%n"
            .formatted(name, name, timeout, settings, String.join(", ", lines)));
    return this;
  }

  TestServer server(String pool, int index) {
    return pools.getOrDefault(pool, List.of()).get(index);
  }

  List<TestServer> all() {
    return pools.values().stream().flatMap(List::stream).toList();
  }

  /** Starts the proxy with one listener of this route, and more lines of the file's top level. */
  LocalRingway start(String route, String... more) throws Exception {
    file = servers.file("ringway.yml", text(route, more));
    return servers.with(LocalRingway.start(file, 2));
  }

  /** Writes the file again with another route. */
  Path change(String route, String... more) throws Exception {
    Files.writeString(file, text(route, more), StandardCharsets.UTF_8);
    return file;
  }

  private String text(String route, String... more) {
    return "listeners:\n  cache: {listen: \"127.0.0.1:"
        + port
        + "\", protocol: "
        + dialect.protocol()
        + ", route: "
        + route
        + "}\n"
        + "pools:\n"
        + poolLines
        + String.join("\n", more)
        + "\n";
  }

  /** A new client of the proxy. */
  CacheClient connect() {
    return dialect.connect("127.0.0.1", port);
  }

  /** The value that a server itself has. */
  @Nullable String valueOn(TestServer server, String key) {
    try (CacheClient client = connect(server)) {
      return client.get(key);
    }
  }

  /** What a key has left on a server itself, in seconds, as {@link CacheClient#life}. */
  long lifeOn(TestServer server, String key) {
    try (CacheClient client = connect(server)) {
      return client.life(key);
    }
  }

  /** How many keys a server holds. */
  long countOn(TestServer server) {
    try (CacheClient client = connect(server)) {
      return client.count();
    }
  }

  /** Tells a server itself something. */
  void tell(TestServer server, Consumer<CacheClient> what) {
    try (CacheClient client = connect(server)) {
      what.accept(client);
    }
  }

  private CacheClient connect(TestServer server) {
    return dialect.connect(server.host(), server.port());
  }

  /** What a Redis server itself answers. */
  static String direct(TestServer server, String... command) {
    try (RespClient client = server.connect()) {
      return client.ask(command);
    }
  }

  @Override
  public void close() {
    servers.close();
  }
}
