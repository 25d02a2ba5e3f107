package dev.ringway.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.time.Duration;
import java.util.List;

/**
 * Real servers {@code s0 s1 …} that call themselves busy once a script has run for a tenth of a
 * second, and a proxy with two workers before them.
 */
final class ScriptShards implements AutoCloseable {
  /** Runs until it is killed. */
  static final String ENDLESS = "while true do end";

  /** How long an answer may take that waits for no script. */
  private static final Duration PROMPTLY = Duration.ofSeconds(5);

  private final TestServers servers = new TestServers();
  private final List<TestServer> shards;
  private final LocalRingway ringway;

  ScriptShards(int number, String... lines) throws Exception {
    shards = servers.redisServers(number, "--lua-time-limit", "100");
    StringBuilder text = new StringBuilder("listeners:\n  web: {listen: \"127.0.0.1:");
    text.append(Ports.free()).append("\", protocol: redis, route: main}\npools:\n  main:\n");
    text.append("    hash_tag: \"{}\"\n");
    for (String line : lines) {
      text.append("    ").append(line).append('\n');
    }
    text.append("    servers:\n");
    for (int i = 0; i < number; i++) {
      text.append("      - ").append(shards.get(i).address()).append(":1 s").append(i).append('\n');
    }
    try {
      ringway = LocalRingway.start(servers.file("ringway.yml", text.toString()), 2);
    } catch (Exception e) {
      servers.close();
      throw e;
    }
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
  String key(int shard) {
    return key(shard, "key");
  }

  /** A key that lives on a shard and begins so. */
  String key(int shard, String prefix) {
    return ringway.keyOn("s" + shard, prefix);
  }

  /** Waits until a server answers that it is busy, over the proxy and at once. */
  void awaitBusy(String key) {
    try (RespClient client = connect()) {
      Await.until(
          "the server of " + key + " is busy",
          PROMPTLY,
          () -> client.ask("GET", key).startsWith("-BUSY "));
    }
  }

  /** Asks, and expects an answer that waits for no script. */
  static String promptly(RespClient client, String... command) {
    long before = System.nanoTime();
    String reply = client.ask(command);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(PROMPTLY);
    return reply;
  }

  /** How many connections a shard has, the one that asks among them. */
  int connections(int shard) {
    try (RespClient direct = shards.get(shard).connect()) {
      String clients = direct.ask("INFO", "clients");
      return Integer.parseInt(clients.replaceAll("(?s).*connected_clients:([0-9]+).*", "$1"));
    }
  }

  @Override
  public void close() {
    try (servers) {
      ringway.close();
    }
  }
}
