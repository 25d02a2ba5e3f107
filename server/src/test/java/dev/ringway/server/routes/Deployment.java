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

/** Pools of Redis servers and a proxy in front of them, all ended with it. */
final class Deployment implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final Map<String, List<TestServer>> pools = new LinkedHashMap<>();
  private final int port = Ports.free();
  private final StringBuilder poolLines = new StringBuilder("pools:\n");
  private Path file = Path.of("");

  /** Starts a pool of so many servers. */
  Deployment pool(String name, int size) {
    List<TestServer> started = servers.redisServers(size);
    pools.put(name, started);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lines.add("\"" + started.get(i).address() + ":1 " + name + "-" + i + "\"");
    }
    poolLines.append(
        "  %s: {seed: %s, timeout: 300ms, server_retry_timeout: 500ms, servers: [%s]}%n"
            .formatted(name, name, String.join(", ", lines)));
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
        + "\", protocol: redis, route: "
        + route
        + "}\n"
        + poolLines
        + String.join("\n", more)
        + "\n";
  }

  /** What a server itself answers. */
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
