package dev.ringway.server.routes;

import static dev.ringway.server.routes.CacheClient.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.MemcacheClient;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The small ones of the deployments that memcached's proxy is known for, with both protocols. */
class ReferenceDeploymentsIT {
  @ParameterizedTest
  @EnumSource
  void pooled_shards_each_hold_their_keys(Dialect dialect) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("shards", 3)) {
      deployment.start("shards");
      try (CacheClient client = deployment.connect()) {
        for (int i = 0; i < 60; i++) {
          client.set("k" + i, "v" + i);
        }
        assertThat(client.getAll("k7", "none", "k8", "k9")).isEqualTo(list("v7", null, "v8", "v9"));
      }
      long keys = 0;
      for (TestServer server : deployment.all()) {
        long here = deployment.countOn(server);
        assertThat(here).isPositive();
        keys += here;
      }
      assertThat(keys).isEqualTo(60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replicated_on_all_servers_any_copy_answers(Dialect dialect) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("a", 1).pool("b", 1).pool("c", 1)) {
      LocalRingway ringway =
          deployment.start(
              "{command: {"
                  + dialect.reads("{allfastest: {of: copies}}")
                  + ", default: {allsync: {of: copies}}}}",
              "sets: {copies: [a, b, c]}");
      try (CacheClient client = deployment.connect()) {
        client.set("k", "v");
        for (TestServer server : deployment.all()) {
          assertThat(deployment.valueOn(server, "k")).isEqualTo("v");
        }
        assertThat(client.delete("k")).isTrue();
        deployment.tell(deployment.server("b", 0), direct -> direct.set("k", "only in b"));
        deployment.tell(deployment.server("c", 0), direct -> direct.set("l", "only in c"));
        assertThat(client.get("k")).isEqualTo("only in b");
        assertThat(client.getAll("k", "none", "l")).isEqualTo(list("only in b", null, "only in c"));
      }
      refusesWhatCopiesCannotAgreeOn(dialect, ringway.port());
    }
  }

  private static void refusesWhatCopiesCannotAgreeOn(Dialect dialect, int port) {
    if (dialect == Dialect.REDIS) {
      try (RespClient client = RespClient.to(port)) {
        assertThat(client.ask("LPOP", "k"))
            .isEqualTo(
                "-ERR unsupported: lpop sent to several servers would leave them different\r\n");
      }
      return;
    }
    try (MemcacheClient client = MemcacheClient.to(port)) {
      assertThat(client.ask("cas k 0 0 1 77", "v"))
          .isEqualTo(
              "CLIENT_ERROR unsupported: cas sent to several servers would leave them different\r\n");
      assertThat(client.ask("ms k 1 C77", "v"))
          .startsWith("CLIENT_ERROR unsupported: ms with the C flag sent to several servers would");
      assertThat(client.ask("ms k 1 k O1", "v")).isEqualTo("HD kk O1\r\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_local_cache_falls_back_to_the_cluster(Dialect dialect) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("sidecar", 1).pool("cluster", 2)) {
      deployment.start(
          "{command: {"
              + dialect.reads("{zfailover: {of: {here: sidecar, far: cluster}}}")
              + ", default: {allsync: {of: both, settle: worst}}}}",
          "sets: {both: [sidecar, cluster]}",
          "local_zone: here");
      TestServer sidecar = deployment.server("sidecar", 0);
      try (CacheClient client = deployment.connect()) {
        client.set("k", "v");
        client.set("l", "w");
        deployment.tell(sidecar, direct -> direct.set("k", "near"));
        assertThat(client.get("k")).isEqualTo("near");
        deployment.tell(sidecar, direct -> direct.delete("l"));
        assertThat(client.getAll("k", "l", "none")).isEqualTo(list("near", "w", null));
        sidecar.kill();
        Await.until("the cluster answers", () -> "v".equals(client.get("k")));
        assertThatThrownBy(() -> client.set("k", "x")).isInstanceOf(CacheClient.Refused.class);
        sidecar.restart();
        Await.until("the sidecar misses", () -> client.get("none") == null);
      }
    }
  }
}
