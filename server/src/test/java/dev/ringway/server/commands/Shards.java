package dev.ringway.server.commands;

import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three Redis servers, and a proxy in front of them whose commands a test configures. */
final class Shards implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final List<TestServer> shards;
  private final LocalRingway ringway;
  private final Path file;
  private final int port = Ports.free();

  /**
   * @param listener more lines of the listener
   * @param commands the lines of the section {@code commands}
   */
  Shards(List<String> options, List<String> listener, List<String> commands) throws Exception {
    shards = servers.redisServers(3, options.toArray(String[]::new));
    file = servers.file("ringway.yml", text(listener, commands));
    ringway = servers.with(LocalRingway.start(file, 2));
  }

  private String text(List<String> listener, List<String> commands) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      entries.add("\"" + shards.get(i).address() + ":1 shard-" + i + "\"");
    }
    StringBuilder text = new StringBuilder("listeners:\n  redis:\n    listen: 127.0.0.1:");
    text.append(port).append("\n    protocol: redis\n    route: shards\n");
    listener.forEach(line -> text.append("    ").append(line).append('\n'));
    text.append("pools:\n  shards: {timeout: 5s, hash_tag: \"{}\", servers: [")
        .append(String.join(", ", entries))
        .append("]}\n");
    if (!commands.isEmpty()) {
      text.append("commands:\n");
      commands.forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  /** Serves other commands from now on. */
  void reload(List<String> commands) throws Exception {
    Files.writeString(file, text(List.of(), commands), StandardCharsets.UTF_8);
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }

  LocalRingway ringway() {
    return ringway;
  }

  RespClient connect() {
    return ringway.connect();
  }

  TestServer shard(int index) {
    return shards.get(index);
  }

  /** A key on a server. */
  String keyOn(int index, String prefix) {
    return ringway.keyOn("shard-" + index, prefix);
  }

  @Override
  public void close() {
    servers.close();
  }
}
