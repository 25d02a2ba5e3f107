package dev.ringway.server.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache inside the proxy in front of memcached servers, and alone. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CachesOfMemcachedIT {
  private static final String MISS = "END\r\n";

  @AutoClose private final TestServers servers = new TestServers();
  private final List<TestServer> cluster = new ArrayList<>();
  private final int port = Ports.free();

  private LocalRingway start(String route, String cache) throws Exception {
    for (int i = 0; i < 3; i++) {
      cluster.add(servers.memcached());
    }
    return servers.with(LocalRingway.start(file(route, cache), 2));
  }

  private Path file(String route, String cache) {
    List<String> shards = new ArrayList<>();
    for (TestServer server : cluster) {
      shards.add("\"" + server.address() + ":1 shard-" + shards.size() + "\"");
    }
    return servers.file(
        "caches.yml",
        """
        local_zone: here
        listeners:
          cache: {listen: "127.0.0.1:%d", protocol: memcache, route: %s}
        pools:
          local: {internal: {max_memory: %s}}
          cluster: {timeout: 2s, servers: [%s]}
        """
            .formatted(port, route, cache, String.join(", ", shards)));
  }

  private static String value(String key, String value) {
    return "VALUE " + key + " 0 " + value.length() + "\r\n" + value + "\r\n";
  }

  /** Where a key lies, and what is there. */
  private TestServer holderOf(String key) {
    for (TestServer server : cluster) {
      if (!TextClient.ask(server.port(), "get " + key).equals(MISS)) {
        return server;
      }
    }
    throw new AssertionError("nobody holds " + key);
  }

  @Test
  void a_local_cache_falls_back_to_the_cluster_by_zones() throws Exception {
    LocalRingway ringway =
        start(
            "{command: {get: {zfailover: {of: {here: local, far: cluster}}},"
                + " mg: {zfailover: {of: {here: local, far: cluster}}},"
                + " default: {allsync: {of: [local, cluster], settle: worst}}}}",
            "16MiB");
    try (TextClient client = new TextClient(port);
        TextClient other = new TextClient(port)) {
      StringBuilder keys = new StringBuilder();
      StringBuilder values = new StringBuilder();
      for (int i = 0; i < 30; i++) {
        assertThat(client.ask("set k" + i + " 0 0 2\r\nv" + i % 10)).isEqualTo("STORED\r\n");
        keys.append(" k").append(i);
        values.append(value("k" + i, "v" + i % 10));
      }
      assertThat(other.ask("get" + keys)).isEqualTo(values + MISS);

      // The copy near is the one that answers; without it, the cluster does.
      TestServer holder = holderOf("k1");
      TextClient.ask(holder.port(), "set k1 0 0 3\r\nfar");
      assertThat(client.ask("get k1")).isEqualTo(value("k1", "v1") + MISS);
      assertThat(other.ask("get k1")).isEqualTo(value("k1", "v1") + MISS);
      TextClient.ask(holder.port(), "set only-far 0 0 3\r\nfar");
      assertThat(client.ask("delete k1")).isEqualTo("DELETED\r\n");
      assertThat(client.ask("get k1")).isEqualTo(MISS);
      TextClient.ask(holder.port(), "set k1 0 0 3\r\nfar");
      assertThat(client.ask("get k1 k2")).isEqualTo(value("k1", "far") + value("k2", "v2") + MISS);
      assertThat(client.ask("mg k1 v")).isEqualTo("VA 3\r\nfar\r\n");
      assertThat(client.ask("mg none v")).isEqualTo("EN\r\n");

      // What both have is still read while the cluster is away.
      cluster.forEach(TestServer::kill);
      Await.until(
          "the near copies answer",
          () -> client.ask("get" + keys.substring(6)).equals(values.substring(36) + MISS));
      assertThat(client.ask("set k3 0 0 1\r\nx")).startsWith("SERVER_ERROR ");
      assertThat(ringway.proxy().caches()).containsOnlyKeys("local");
      CacheNumbers numbers = ringway.proxy().caches().values().iterator().next();
      assertThat(numbers.entries()).isEqualTo(29);
      assertThat(numbers.hits()).isPositive();
      assertThat(numbers.misses()).isPositive();
    }
  }

  @Test
  void a_local_cache_is_filled_by_what_is_read() throws Exception {
    LocalRingway ringway = start("{warmup: {cold: local, warm: cluster}}", "16MiB");
    try (TextClient client = new TextClient(port)) {
      for (TestServer server : cluster) {
        TextClient.ask(server.port(), "set k 7 500 5\r\nhello");
      }
      assertThat(client.ask("get k")).isEqualTo("VALUE k 7 5\r\nhello\r\n" + MISS);
      Await.until(
          "the copy is there",
          () -> ringway.proxy().caches().values().iterator().next().entries() == 1);
      cluster.forEach(TestServer::kill);
      assertThat(client.ask("get k")).isEqualTo("VALUE k 7 5\r\nhello\r\n" + MISS);
      assertThat(client.ask("mg k t")).matches("HD t(4[89]\\d|500)\r\n");
    }
  }

  @Test
  void a_local_cache_keeps_what_it_holds_over_a_reload_unless_its_size_changes() throws Exception {
    LocalRingway ringway = start("local", "16MiB");
    try (TextClient client = new TextClient(port)) {
      String large = "x".repeat(300_000);
      assertThat(client.ask("set large 0 0 300000\r\n" + large)).isEqualTo("STORED\r\n");
      assertThat(client.ask("set k 0 0 1\r\na")).isEqualTo("STORED\r\n");
      reload(ringway, "{failover: {of: [local, cluster]}}", "16MiB");
      assertThat(client.ask("get k large"))
          .isEqualTo(value("k", "a") + value("large", large) + MISS);
      assertThat(client.ask("stats servers"))
          .contains("STAT local:curr_items 2\r\n", "STAT local:limit_maxbytes 16777216\r\n");
      reload(ringway, "local", "8MiB");
      assertThat(client.ask("get k")).isEqualTo(MISS);
      assertThat(client.ask("set long 0 0 2000000\r\n" + "x".repeat(2_000_000)))
          .isEqualTo("SERVER_ERROR object too large for cache\r\n");
      reload(ringway, "local", "8MiB, max_item: 4MiB");
      assertThat(client.ask("set long 0 0 2000000\r\n" + "x".repeat(2_000_000)))
          .isEqualTo("STORED\r\n");
      assertThat(client.ask("get long")).hasSize(2_000_000 + 29);
    }
  }

  private void reload(LocalRingway ringway, String route, String cache) throws Exception {
    Path file = file(route, cache);
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).contains(cache);
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }
}
