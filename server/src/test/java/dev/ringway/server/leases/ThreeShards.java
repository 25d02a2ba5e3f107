package dev.ringway.server.leases;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Three real servers {@code s0 s1 s2} and a proxy with two workers before them. */
final class ThreeShards implements AutoCloseable {
  /** The pool's timeout. */
  static final int TIMEOUT_MILLIS = 1_500;

  private final TestServers servers = new TestServers();
  private final List<TestServer> shards;
  private final LocalRingway ringway;
  private final Path file;
  private final int port = Ports.free();

  ThreeShards(String... lines) throws Exception {
    shards = servers.redisServers(3);
    file = servers.file("ringway.yml", text(3, lines));
    try {
      ringway = LocalRingway.start(file, 2);
    } catch (Exception e) {
      servers.close();
      throw e;
    }
  }

  private String text(int number, String... lines) {
    StringBuilder text = new StringBuilder("listeners:\n  web: {listen: \"127.0.0.1:");
    text.append(port).append("\", protocol: redis, route: main}\npools:\n  main:\n");
    text.append("    hash_tag: \"{}\"\n    timeout: ").append(TIMEOUT_MILLIS).append("ms\n");
    for (String line : lines) {
      text.append("    ").append(line).append('\n');
    }
    text.append("    servers:\n");
    for (int i = 0; i < number; i++) {
      text.append("      - ").append(shards.get(i).address()).append(":1 s").append(i).append('\n');
    }
    return text.toString();
  }

  /** Serves only the first servers from now on, with other lines of the pool. */
  void reload(int number, String... lines) throws Exception {
    Files.writeString(file, text(number, lines));
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }

  LocalRingway ringway() {
    return ringway;
  }

  RespClient connect() {
    return ringway.connect();
  }

  TestServer shard(int number) {
    return shards.get(number);
  }

  /** A key that lives on a shard. */
  String key(int shard, String prefix) {
    return ringway.keyOn("s" + shard, prefix);
  }

  /** Over all workers and servers. */
  long count(ServerCounter counter) {
    long sum = 0;
    for (List<ServerStats> blocks : ringway.proxy().stats().servers().values()) {
      for (ServerStats block : blocks) {
        sum += block.get(counter);
      }
    }
    return sum;
  }

  void awaitLeases(long number) {
    Await.until(number + " leases are out", () -> count(ServerCounter.LEASES) == number);
  }

  /** Waits until so many clients are blocked at a shard, as the shard says. */
  void awaitBlocked(int shard, int number) {
    try (RespClient direct = shards.get(shard).connect()) {
      Await.until(
          number + " clients are blocked",
          () -> direct.ask("INFO", "clients").contains("blocked_clients:" + number + "\r\n"));
    }
  }

  CompletableFuture<Boolean> drain() {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return ringway.drain(Duration.ofSeconds(60));
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
  }

  /** Ends all; fails if a lease is left that no client has. */
  @Override
  public void close() {
    try (servers;
        ringway) {
      awaitLeases(0);
    }
  }
}
