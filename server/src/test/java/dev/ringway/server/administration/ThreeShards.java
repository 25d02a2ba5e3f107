package dev.ringway.server.administration;

import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Three real servers {@code s0 s1 s2} and a proxy with two workers, whose file can be changed. */
final class ThreeShards implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final int port = Ports.free();
  private final List<TestServer> shards;
  private final LocalRingway ringway;

  /**
   * @param listener more of the listener, {@code key: value} with a comma before each
   */
  ThreeShards(String listener) throws Exception {
    try {
      shards = servers.redisServers(3);
      ringway = servers.with(LocalRingway.start(file(3, listener), 2));
    } catch (Exception e) {
      servers.close();
      throw e;
    }
  }

  private Path file(int count, String listener) {
    StringBuilder text = new StringBuilder("listeners:\n  web: {listen: \"127.0.0.1:");
    text.append(port).append("\", protocol: redis, route: main").append(listener).append("}\n");
    text.append("pools:\n  main:\n    timeout: 1s\n    servers:\n");
    for (int i = 0; i < count; i++) {
      text.append("      - ").append(shards.get(i).address()).append(":1 s").append(i).append('\n');
    }
    return servers.file("ringway.yml", text.toString());
  }

  /** Serves the first few servers from now on, with other words for the listener. */
  void reload(int count, String listener) throws Exception {
    ringway.proxy().reload(new ConfigFile(file(count, listener), Map.of()).read());
  }

  int port() {
    return port;
  }

  RespClient connect() {
    return ringway.connect();
  }

  TestServer shard(int number) {
    return shards.get(number);
  }

  @Override
  public void close() {
    servers.close();
  }
}
