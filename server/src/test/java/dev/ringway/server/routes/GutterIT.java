package dev.ringway.server.routes;

import static dev.ringway.server.routes.CacheClient.list;
import static dev.ringway.server.routes.Deployment.direct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.RouteCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gutter serves for a server that is down, and nothing deleted meanwhile comes back with it. */
class GutterIT {
  private static final int KEYS = 30;

  @ParameterizedTest
  @CsvSource({"REDIS, true", "REDIS, false", "MEMCACHE, true", "MEMCACHE, false"})
  void serves_for_a_server_that_is_down_and_brings_back_no_deleted_key(
      Dialect dialect, boolean kill) throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("main", 2).pool("spare", 1)) {
      LocalRingway ringway = deployment.start("{gutter: {of: main, gutter: spare, ttl: 20s}}");
      TestServer server = deployment.server("main", 0);
      TestServer spare = deployment.server("spare", 0);
      List<String> keys = new ArrayList<>();
      try (CacheClient client = deployment.connect()) {
        for (int i = 0; i < KEYS; i++) {
          keys.add(ringway.keyOn("main-0", "k" + i + ":"));
          client.set(keys.get(i), "old");
        }
        // A killed server comes back with what its disk held; this one's disk is played by hand.
        if (kill) {
          server.kill();
        } else {
          server.hang();
        }
        keys.forEach(client::delete);
        client.set(keys.get(0), "new");
        client.set(keys.get(1), "new", 5_000);
        assertThat(client.get(keys.get(0))).isEqualTo("new");
        assertThat(client.getAll(keys.get(3), keys.get(1))).isEqualTo(list(null, "new"));
        for (String key : keys.subList(0, 2)) {
          assertThat(deployment.lifeOn(spare, key)).isBetween(1L, 20L);
        }

        if (kill) {
          server.restart();
          deployment.tell(server, direct -> keys.forEach(key -> direct.set(key, "old")));
        } else {
          server.goOn();
        }
        awaitReturn(deployment, server, client, ringway.keyOn("main-0", "other:"));
        for (String key : keys) {
          assertThat(client.get(key)).as(key).isNull();
          assertThat(deployment.valueOn(server, key)).as(key).isNull();
        }

        client.delete(keys.get(0));
        Await.until(
            "the deletion reaches the gutter",
            () -> deployment.valueOn(spare, keys.get(0)) == null);
      }
    }
  }

  /** Reads go to the server itself again, which alone has this key. */
  private static void awaitReturn(
      Deployment deployment, TestServer server, CacheClient client, String key) {
    Await.until(
        "the server is back",
        () -> {
          deployment.tell(server, direct -> direct.set(key, "here"));
          return "here".equals(client.get(key));
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_missed_more_than_the_journal_holds_comes_back_empty(Dialect dialect)
      throws Exception {
    try (Deployment deployment = new Deployment(dialect).pool("main", 1).pool("spare", 1)) {
      LocalRingway ringway =
          deployment.start("{gutter: {of: main, gutter: spare, ttl: 20s, journal: 10}}");
      TestServer server = deployment.server("main", 0);
      try (CacheClient client = deployment.connect()) {
        client.set("kept", "old");
        for (int i = 0; i < KEYS; i++) {
          client.set("k" + i, "old");
        }
        server.hang();
        for (int i = 0; i < KEYS; i++) {
          client.set("k" + i, "new");
        }
        assertThat(OtherRoutesIT.counted(ringway, RouteCounter.JOURNAL_OVERFLOWS)).isEqualTo(1);
        server.goOn();
        awaitReturn(deployment, server, client, "other");
        assertThat(client.get("kept")).isNull();
        for (int i = 0; i < KEYS; i++) {
          assertThat(client.get("k" + i)).isNull();
        }
        client.set("k0", "newer");
        assertThat(deployment.valueOn(server, "k0")).isEqualTo("newer");
      }
    }
  }

  /** Every kind of write gets a life there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET k v",
        "SET k v EX 5000",
        "SETEX k 5000 v",
        "HSET k f v",
        "LPUSH k v",
        "INCR k",
        "SADD k v",
        "ZADD k 1 v",
        "MSET k v l w",
        "APPEND k v",
        "XADD k 1-1 f v",
        "SUNIONSTORE k src",
      })
  void no_key_in_the_gutter_outlives_the_cap(String words) throws Exception {
    try (Deployment deployment = new Deployment().pool("only", 1)) {
      LocalRingway ringway = deployment.start("{ttl: {of: only, max: 20s}}");
      TestServer server = deployment.server("only", 0);
      direct(server, "SADD", "src", "m");
      try (RespClient client = ringway.connect()) {
        assertThat(client.ask(words.split(" "))).doesNotStartWith("-");
        Await.until(
            "the life is cut",
            () -> Long.parseLong(direct(server, "PTTL", "k").substring(1).strip()) > 0);
        long life = Long.parseLong(direct(server, "PTTL", "k").substring(1).strip());
        assertThat(life).isBetween(1L, 20_000L);
      }
    }
  }
}
