package dev.ringway.server.pubsub;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.Await;
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

/** Redis servers that tell of their keys, and a proxy of two workers in front of them. */
final class Shards implements AutoCloseable {
  private final TestServers servers = new TestServers();
  private final List<TestServer> shards;
  private final LocalRingway ringway;
  private final Path file;
  private final int port = Ports.free();

  /**
   * @param lines more lines of the listener
   */
  Shards(int number, String... lines) throws Exception {
    shards = servers.redisServers(number, "--notify-keyspace-events", "KEA");
    file = servers.file("ringway.yml", text(number, "1s", lines));
    ringway = servers.with(LocalRingway.start(file, 2));
  }

  private String text(int number, String timeout, String... lines) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      entries.add("\"" + shards.get(i).address() + ":1 shard-" + i + "\"");
    }
    return "listeners:\n  redis:\n    listen: 127.0.0.1:"
        + port
        + "\n    protocol: redis\n    route: shards\n"
        + String.join("", List.of(lines).stream().map(line -> "    " + line + "\n").toList())
        + "pools:\n  shards: {timeout: "
        + timeout
        + ", auto_eject_hosts: false, servers: ["
        + String.join(", ", entries)
        + "]}\n";
  }

  /** Serves only the first servers from now on, with another timeout. */
  void reload(int number, String timeout) throws Exception {
    Files.writeString(file, text(number, timeout), StandardCharsets.UTF_8);
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }

  LocalRingway ringway() {
    return ringway;
  }

  int port() {
    return ringway.port();
  }

  RespClient connect() {
    return ringway.connect();
  }

  int size() {
    return shards.size();
  }

  TestServer shard(int index) {
    return shards.get(index);
  }

  /** The server that a channel is on, while all are configured. */
  TestServer shardOf(String channel) {
    return shards.get(Integer.parseInt(ringway.serverOf(channel).substring("shard-".length())));
  }

  /** A channel on a server. */
  String channelOn(int index) {
    return ringway.keyOn("shard-" + index, "channel");
  }

  /** What a server itself answers. */
  static String direct(TestServer server, String... command) {
    try (RespClient client = server.connect()) {
      return client.ask(command);
    }
  }

  /**
   * Waits until a server has so many subscribers of a channel, the proxy's workers counted once.
   */
  void awaitUpstream(String channel, int subscribers) {
    String expected = "*2\r\n" + RespClient.bulk(channel) + ":" + subscribers + "\r\n";
    Await.until(
        subscribers + " subscribed connections",
        () -> direct(shardOf(channel), "PUBSUB", "NUMSUB", channel).equals(expected));
  }

  /** Sends a message until so many got it. */
  void publishUntil(RespClient publisher, String channel, String text, int receivers) {
    Await.until(
        receivers + " receivers",
        () -> publisher.ask("PUBLISH", channel, text).equals(":" + receivers + "\r\n"));
  }

  long count(ListenerCounter counter) {
    return ringway.proxy().stats().listeners().values().stream()
        .flatMap(List::stream)
        .mapToLong(block -> block.get(counter))
        .sum();
  }

  long count(ServerCounter counter) {
    return ringway.proxy().stats().servers().values().stream()
        .flatMap(List::stream)
        .mapToLong(block -> block.get(counter))
        .sum();
  }

  /** The bytes of a message in RESP2. */
  static String message(String channel, String text) {
    return "*3\r\n" + RespClient.bulk("message") + RespClient.bulk(channel) + RespClient.bulk(text);
  }

  /** The bytes of a message that matches a pattern in RESP2. */
  static String message(String pattern, String channel, String text) {
    return "*4\r\n"
        + RespClient.bulk("pmessage")
        + RespClient.bulk(pattern)
        + RespClient.bulk(channel)
        + RespClient.bulk(text);
  }

  @Override
  public void close() {
    servers.close();
  }
}
