package dev.ringway.server.routes;

import static dev.ringway.server.routes.Deployment.direct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import org.junit.jupiter.api.Test;

/** The small ones of the deployments that memcached's proxy is known for, with Redis. */
class ReferenceDeploymentsIT {
  @Test
  void pooled_shards_each_hold_their_keys() throws Exception {
    try (Deployment deployment = new Deployment().pool("shards", 3)) {
      LocalRingway ringway = deployment.start("shards");
      try (RespClient client = ringway.connect()) {
        for (int i = 0; i < 60; i++) {
          assertThat(client.ask("SET", "k" + i, "v")).isEqualTo("+OK\r\n");
        }
      }
      long keys = 0;
      for (TestServer server : deployment.all()) {
        long here = Long.parseLong(direct(server, "DBSIZE").substring(1).strip());
        assertThat(here).isPositive();
        keys += here;
      }
      assertThat(keys).isEqualTo(60);
    }
  }

  @Test
  void replicated_on_all_servers_any_copy_answers() throws Exception {
    try (Deployment deployment = new Deployment().pool("a", 1).pool("b", 1).pool("c", 1)) {
      LocalRingway ringway =
          deployment.start(
              "{command: {get: {allfastest: {of: copies}}, mget: {allfastest: {of: copies}},"
                  + " default: {allsync: {of: copies}}}}",
              "sets: {copies: [a, b, c]}");
      try (RespClient client = ringway.connect()) {
        assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
        for (TestServer server : deployment.all()) {
          assertThat(direct(server, "GET", "k")).isEqualTo(RespClient.bulk("v"));
        }
        assertThat(client.ask("DEL", "k")).isEqualTo(":1\r\n");
        direct(deployment.server("b", 0), "SET", "k", "only in b");
        direct(deployment.server("c", 0), "SET", "l", "only in c");
        assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("only in b"));
        assertThat(client.ask("MGET", "k", "none", "l"))
            .isEqualTo(
                "*3\r\n" + RespClient.bulk("only in b") + "$-1\r\n" + RespClient.bulk("only in c"));
        assertThat(client.ask("LPOP", "k"))
            .isEqualTo(
                "-ERR unsupported: lpop sent to several servers would leave them different\r\n");
      }
    }
  }

  @Test
  void a_local_cache_falls_back_to_the_cluster() throws Exception {
    try (Deployment deployment = new Deployment().pool("sidecar", 1).pool("cluster", 2)) {
      LocalRingway ringway =
          deployment.start(
              "{command: {get: {zfailover: {of: {here: sidecar, far: cluster}}},"
                  + " default: {allsync: {of: both, settle: worst}}}}",
              "sets: {both: [sidecar, cluster]}",
              "local_zone: here");
      TestServer sidecar = deployment.server("sidecar", 0);
      try (RespClient client = ringway.connect()) {
        assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
        direct(sidecar, "SET", "k", "near");
        assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("near"));
        direct(sidecar, "DEL", "k");
        assertThat(client.ask("GET", "k")).isEqualTo(RespClient.bulk("v"));
        sidecar.kill();
        Await.until(
            "the cluster answers", () -> client.ask("GET", "k").equals(RespClient.bulk("v")));
        sidecar.restart();
        assertThat(client.ask("GET", "none")).isEqualTo("$-1\r\n");
      }
    }
  }
}
