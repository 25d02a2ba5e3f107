package dev.ringway.server.routes;

import static dev.ringway.server.routes.CacheClient.list;
import static dev.ringway.server.routes.Deployment.direct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.RouteCounter;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OtherRoutesIT {
  static long counted(LocalRingway ringway, RouteCounter counter) {
    return ringway.proxy().stats().routes().values().stream()
        .flatMap(java.util.List::stream)
        .mapToLong(block -> block.get(counter))
        .sum();
  }

  @Test
  void warming_up_moves_keys_with_the_rest_of_their_life_and_overwrites_nothing() throws Exception {
    try (Deployment deployment = new Deployment().pool("cold", 1).pool("warm", 2)) {
      LocalRingway ringway = deployment.start("{warmup: {cold: cold, warm: warm}}");
      TestServer cold = deployment.server("cold", 0);
      for (TestServer warm : deployment.all().subList(1, 3)) {
        direct(warm, "SET", "text", "v", "EX", "500");
        direct(warm, "HSET", "hash", "f", "v");
        direct(warm, "SET", "both", "old");
        direct(warm, "SET", "a", "1");
        direct(warm, "SET", "b", "2");
      }
      direct(cold, "SET", "both", "new");
      try (RespClient client = ringway.connect()) {
        assertThat(client.ask("GET", "text")).isEqualTo(RespClient.bulk("v"));
        assertThat(client.ask("HGET", "hash", "f")).isEqualTo(RespClient.bulk("v"));
        assertThat(client.ask("GET", "both")).isEqualTo(RespClient.bulk("new"));
        assertThat(client.ask("GET", "nowhere")).isEqualTo("$-1\r\n");
        assertThat(client.ask("MGET", "a", "both", "b", "nowhere"))
            .isEqualTo(
                "*4\r\n"
                    + RespClient.bulk("1")
                    + RespClient.bulk("new")
                    + RespClient.bulk("2")
                    + "$-1\r\n");
        Await.until(
            "the keys are copied",
            () -> direct(cold, "EXISTS", "text", "hash", "a", "b").equals(":4\r\n"));
        long life = Long.parseLong(direct(cold, "TTL", "text").substring(1).strip());
        assertThat(life).isBetween(400L, 500L);
        assertThat(direct(cold, "TTL", "hash")).isEqualTo(":-1\r\n");
        client.ask("DEL", "text");
        assertThat(client.ask("GET", "text")).isEqualTo("$-1\r\n");
        assertThat(counted(ringway, RouteCounter.WARMED)).isEqualTo(4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_shadow_gets_the_same_and_differences_are_counted(Dialect dialect) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("main", 1).pool("next", 1)) {
      LocalRingway ringway =
          deployment.start("{shadow: {of: main, copy: next, share: 100%, compare: true}}");
      TestServer next = deployment.server("next", 0);
      try (CacheClient client = deployment.connect()) {
        client.set("k", "v");
        assertThat(client.get("k")).isEqualTo("v");
        deployment.tell(next, direct -> direct.set("k", "other"));
        assertThat(client.get("k")).isEqualTo("v");
        Await.until("two are alike", () -> counted(ringway, RouteCounter.SHADOW_SAME) == 2);
        Await.until("one differs", () -> counted(ringway, RouteCounter.SHADOW_DIFFERENT) == 1);
        next.kill();
        assertThat(client.get("k")).isEqualTo("v");
        Await.until("one fails", () -> counted(ringway, RouteCounter.SHADOW_FAILED) == 1);
      }
    }
  }

  @Test
  void prefixes_choose_pools_that_see_keys_without_them() throws Exception {
    try (Deployment deployment = new Deployment().pool("a", 1).pool("b", 1)) {
      LocalRingway ringway =
          deployment.start("{prefix: {map: {a: a, b: b}, default: {\"null\": {}}, strip: true}}");
      try (RespClient client = ringway.connect()) {
        assertThat(client.ask("MSET", "a/k", "in a", "b/k", "in b", "c/k", "lost"))
            .isEqualTo("+OK\r\n");
        assertThat(direct(deployment.server("a", 0), "GET", "k"))
            .isEqualTo(RespClient.bulk("in a"));
        assertThat(client.ask("MGET", "b/k", "c/k", "a/k"))
            .isEqualTo("*3\r\n" + RespClient.bulk("in b") + "$-1\r\n" + RespClient.bulk("in a"));
        client.ask("RPUSH", "a/list", "x", "y");
        assertThat(client.ask("LMPOP", "1", "a/list", "LEFT"))
            .isEqualTo("*2\r\n" + RespClient.bulk("a/list") + "*1\r\n" + RespClient.bulk("x"));
      }
    }
  }

  @Test
  void a_rate_is_kept() throws Exception {
    try (Deployment deployment = new Deployment().pool("main", 1)) {
      LocalRingway ringway = deployment.start("{ratelimit: {of: main, rate: 2/s, burst: 10}}");
      try (RespClient client = ringway.connect()) {
        int refused = 0;
        for (int i = 0; i < 100; i++) {
          refused += client.ask("GET", "k").startsWith("-ERR overloaded") ? 1 : 0;
        }
        assertThat(refused).isBetween(80, 97);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_reload_changes_the_route_under_connected_clients(Dialect dialect) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("a", 1).pool("b", 1)) {
      LocalRingway ringway = deployment.start("a");
      try (CacheClient client = deployment.connect()) {
        client.set("k", "in a");
        reload(ringway, deployment.change("{failover: {of: [b, a]}}"));
        assertThat(client.get("k")).isNull();
        reload(ringway, deployment.change("{failover: {of: [b, a], on_miss: true}}"));
        assertThat(client.get("k")).isEqualTo("in a");
        assertThat(client.getAll("none", "k")).isEqualTo(list(null, "in a"));
      }
    }
  }

  private static void reload(LocalRingway ringway, Path file) throws Exception {
    ringway.proxy().reload(new ConfigFile(file, Map.of()).read());
  }
}
