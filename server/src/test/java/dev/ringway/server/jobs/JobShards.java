package dev.ringway.server.jobs;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Three Redis servers with a proxy of two workers before them, and what befalls them: the first
 * keeps everything when it is killed, the second nothing, and the third hangs for a while.
 */
final class JobShards implements AutoCloseable {
  static final int KEEPING = 0;
  static final int FORGETTING = 1;
  static final int HANGING = 2;

  private final TestServers servers = new TestServers();
  private final List<TestServer> shards;
  private final LocalRingway ringway;
  private final Path file;
  private final int port = Ports.free();
  private final long[] wellSinceMillis = new long[3];

  JobShards() throws Exception {
    shards =
        List.of(
            servers.redis("--appendonly", "yes", "--appendfsync", "always"),
            servers.redis(),
            servers.redis());
    file = servers.file("ringway.yml", text(500));
    ringway = servers.with(LocalRingway.start(file, 2));
  }

  private String text(int timeoutMillis) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      lines.add("\"" + shards.get(i).address() + ":1 s" + i + "\"");
    }
    return """
    listeners:
      jobs: {listen: "127.0.0.1:%d", protocol: redis, route: shards}
    pools:
      shards: {hash_tag: "{}", timeout: %dms, auto_eject_hosts: false, servers: [%s]}
    """
        .formatted(port, timeoutMillis, String.join(", ", lines));
  }

  TestServers servers() {
    return servers;
  }

  int port() {
    return ringway.port();
  }

  /** A tag for the keys of a client on each shard. */
  List<String> tags(String client) {
    List<String> tags = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      tags.add("{" + ringway.keyOn("s" + i, client) + "}");
    }
    return tags;
  }

  /** The file that ends the clients. */
  Path end() {
    return file.resolveSibling("end");
  }

  /** Waits until every client has sent and done two more jobs on every shard. */
  void awaitMoreJobs(Collection<String> names) {
    try (RespClient client = ringway.connect()) {
      Map<String, Long> before = new LinkedHashMap<>();
      for (String name : names) {
        for (String tag : tags(name)) {
          before.put(tag + "count", jobs(client, tag + "count"));
          before.put(tag + "done", jobs(client, tag + "done"));
        }
      }
      before.forEach(
          (key, number) -> Await.until("more of " + key, () -> jobs(client, key) >= number + 2));
    }
  }

  /** The number that is in a string, or of a set's members. */
  private static long jobs(RespClient client, String key) {
    String reply = key.endsWith("done") ? client.ask("SCARD", key) : client.ask("INCRBY", key, "0");
    return Long.parseLong(reply.substring(1).strip());
  }

  /** When a shard last came back, or 0. */
  long wellSinceMillis(int shard) {
    return wellSinceMillis[shard];
  }

  /** One trouble for each shard, and a reload. */
  void trouble() throws Exception {
    killAndRestart(FORGETTING);
    shards.get(HANGING).hang();
    Thread.sleep(900); // for longer than the pool's timeout
    shards.get(HANGING).goOn();
    wellSinceMillis[HANGING] = System.currentTimeMillis();
    killAndRestart(KEEPING);
    reload(600);
    reload(500);
  }

  private void killAndRestart(int shard) throws InterruptedException {
    shards.get(shard).kill();
    Thread.sleep(200); // for clients to find it gone
    shards.get(shard).restart();
    wellSinceMillis[shard] = System.currentTimeMillis();
  }

  private void reload(int timeoutMillis) throws Exception {
    Files.writeString(file, text(timeoutMillis));
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }

  void awaitNoLeases() {
    Await.until("no lease is out", () -> leases() == 0);
  }

  private long leases() {
    return ringway.proxy().stats().servers().values().stream()
        .flatMap(List<ServerStats>::stream)
        .mapToLong(block -> block.get(ServerCounter.LEASES))
        .sum();
  }

  @Override
  public void close() {
    servers.close();
  }
}
