package dev.ringway.server.routes;

import static dev.ringway.server.routes.Deployment.direct;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gutter serves for a server that is down, and nothing deleted meanwhile comes back with it. */
class GutterIT {
  private static final int KEYS = 30;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void serves_for_a_server_that_is_down_and_brings_back_no_deleted_key(boolean kill)
      throws Exception {
    try (Deployment deployment = new Deployment().pool("main", 2).pool("spare", 1)) {
      LocalRingway ringway = deployment.start("{gutter: {of: main, gutter: spare, ttl: 20s}}");
      TestServer server = deployment.server("main", 0);
      TestServer spare = deployment.server("spare", 0);
      List<String> keys = new ArrayList<>();
      try (RespClient client = ringway.connect()) {
        for (int i = 0; i < KEYS; i++) {
          keys.add(ringway.keyOn("main-0", "k" + i + ":"));
          assertThat(client.ask("SET", keys.get(i), "old")).isEqualTo("+OK\r\n");
        }
        // A killed server comes back with what its disk held; this one's disk is played by hand.
        if (kill) {
          server.kill();
        } else {
          server.hang();
        }
        for (String key : keys) {
          assertThat(client.ask("DEL", key)).isIn(":0\r\n", ":1\r\n");
        }
        assertThat(client.ask("SET", keys.get(0), "new")).isEqualTo("+OK\r\n");
        assertThat(client.ask("SET", keys.get(1), "new", "EX", "5000")).isEqualTo("+OK\r\n");
        assertThat(client.ask("HSET", "h" + keys.get(2), "f", "v")).startsWith(":");
        assertThat(client.ask("GET", keys.get(0))).isEqualTo(RespClient.bulk("new"));
        assertThat(client.ask("GET", keys.get(3))).isEqualTo("$-1\r\n");
        for (int i = 0; i < 2; i++) {
          long life = Long.parseLong(direct(spare, "PTTL", keys.get(i)).substring(1).strip());
          assertThat(life).isBetween(1L, 20_000L);
        }

        if (kill) {
          server.restart();
          for (String key : keys) {
            direct(server, "SET", key, "old");
          }
        } else {
          server.goOn();
        }
        String other = ringway.keyOn("main-0", "other:");
        Await.until(
            "the server is back",
            () -> {
              client.ask("SET", other, "here");
              return direct(server, "GET", other).equals(RespClient.bulk("here"));
            });
        for (String key : keys) {
          assertThat(client.ask("GET", key)).as(key).isEqualTo("$-1\r\n");
          assertThat(direct(server, "EXISTS", key)).as(key).isEqualTo(":0\r\n");
        }

        assertThat(client.ask("DEL", keys.get(0))).startsWith(":");
        Await.until(
            "the deletion reaches the gutter",
            () -> direct(spare, "EXISTS", keys.get(0)).equals(":0\r\n"));
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
