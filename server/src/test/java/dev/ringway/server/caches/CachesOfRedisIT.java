package dev.ringway.server.caches;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cache of strings inside the proxy in front of Redis servers. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CachesOfRedisIT {
  private static final String MISS = "$-1\r\n";

  @AutoClose private final TestServers servers = new TestServers();
  private final List<TestServer> cluster = new ArrayList<>();

  private LocalRingway start(String route) throws Exception {
    List<String> shards = new ArrayList<>();
    for (TestServer server : servers.redisServers(2)) {
      cluster.add(server);
      shards.add("\"" + server.address() + ":1 shard-" + shards.size() + "\"");
    }
    String file =
        """
        local_zone: here
        listeners:
          cache: {listen: "127.0.0.1:%d", protocol: redis, route: %s}
        pools:
          local: {internal: {max_memory: 16MiB}}
          cluster: {timeout: 2s, servers: [%s]}
        """
            .formatted(Ports.free(), route, String.join(", ", shards));
    return servers.with(LocalRingway.start(servers.file("caches.yml", file), 2));
  }

  private static String direct(TestServer server, String... command) {
    try (RespClient client = server.connect()) {
      return client.ask(command);
    }
  }

  private TestServer holderOf(String key) {
    for (TestServer server : cluster) {
      if (!direct(server, "GET", key).equals(MISS)) {
        return server;
      }
    }
    throw new AssertionError("nobody holds " + key);
  }

  @Test
  void a_local_cache_falls_back_to_the_cluster_by_zones() throws Exception {
    String near = "{zfailover: {of: {here: local, far: cluster}}}";
    LocalRingway ringway =
        start(
            "{command: {get: "
                + near
                + ", mget: "
                + near
                + ", exists: "
                + near
                + ", ttl: cluster,"
                + " default: {allsync: {of: [local, cluster], settle: worst}}}}");
    try (RespClient client = ringway.connect();
        RespClient other = ringway.connect()) {
      assertThat(client.ask("MSET", "a", "1", "b", "2", "c", "3")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", "k", "near", "EX", "500")).isEqualTo("+OK\r\n");
      TestServer holder = holderOf("k");
      direct(holder, "SET", "k", "far");
      assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("near"));
      assertThat(other.ask("GET", "k")).isEqualTo(RespClient.bulk("near"));
      direct(holder, "SET", "only-far", "v");
      assertThat(other.ask("DEL", "k")).isEqualTo(":1\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo(MISS);
      direct(holder, "SET", "k", "far");
      assertThat(client.ask("MGET", "k", "a", "none", "b", "c"))
          .isEqualTo(
              "*5\r\n"
                  + RespClient.bulk("far")
                  + RespClient.bulk("1")
                  + MISS
                  + RespClient.bulk("2")
                  + RespClient.bulk("3"));
      assertThat(client.ask("EXISTS", "k")).isEqualTo(":1\r\n");
      assertThat(client.ask("INCRBY", "a", "5")).isEqualTo(":6\r\n");
      assertThat(client.ask("LPUSH", "list", "v"))
          .isEqualTo("-ERR unsupported: LPUSH is not served by a cache inside the proxy\r\n");
      cluster.forEach(TestServer::kill);
      Await.until(
          "the near copies answer", () -> client.ask("GET", "a").equals(RespClient.bulk("6")));
      assertThat(ringway.proxy().caches()).containsOnlyKeys("local");
    }
  }

  @Test
  void a_local_cache_is_filled_by_what_is_read() throws Exception {
    LocalRingway ringway = start("{warmup: {cold: local, warm: cluster}}");
    try (RespClient client = ringway.connect()) {
      for (TestServer server : cluster) {
        direct(server, "SET", "k", "hello".repeat(100), "EX", "500");
      }
      assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("hello".repeat(100)));
      Await.until(
          "the copy is there",
          () -> ringway.proxy().caches().values().iterator().next().entries() == 1);
      cluster.forEach(TestServer::kill);
      assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("hello".repeat(100)));
      assertThat(client.ask("TTL", "k")).matches(":(4[89]\\d|500)\r\n");
    }
  }

  @Test
  void a_cache_takes_what_fails_over_to_it() throws Exception {
    LocalRingway ringway = start("{failover: {of: [cluster, local]}}");
    try (RespClient client = ringway.connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      cluster.forEach(TestServer::kill);
      Await.until("the cache takes it", () -> client.ask("SET", "k", "x").equals("+OK\r\n"));
      assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("x"));
    }
  }
}
