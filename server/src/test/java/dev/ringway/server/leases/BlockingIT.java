package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that wait at servers, and what may happen meanwhile. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class BlockingIT {
  private static String pair(String key, String value) {
    return "*2\r\n" + RespClient.bulk(key) + RespClient.bulk(value);
  }

  @Test
  void what_is_pushed_reaches_who_waits_on_every_shard_in_both_protocols() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient pusher = shards.connect()) {
      for (String version : List.of("2", "3")) {
        for (int shard = 0; shard < 3; shard++) {
          try (RespClient client = shards.connect()) {
            client.ask("HELLO", version);
            String key = shards.key(shard, "list");
            client.send(RespClient.command("BLPOP", key, "0"));
            shards.awaitBlocked(shard, 1);
            assertThat(pusher.ask("RPUSH", key, "v")).isEqualTo(":1\r\n");
            assertThat(client.read()).isEqualTo(pair(key, "v"));
            String stream = "{" + key + "}stream";
            client.send(RespClient.command("XREAD", "BLOCK", "0", "STREAMS", stream, "$"));
            shards.awaitBlocked(shard, 1);
            pusher.ask("XADD", stream, "*", "field", "value");
            assertThat(client.read()).contains(stream).contains("value");
          }
        }
      }
    }
  }

  @Test
  void a_client_that_goes_is_forgotten_and_nothing_is_popped_for_it() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient other = shards.connect()) {
      String key = shards.key(0, "list");
      try (RespClient client = shards.connect()) {
        client.send(RespClient.command("BLPOP", key, "0"));
        client.send(RespClient.command("SET", key + "after", "v"));
        shards.awaitBlocked(0, 1);
      }
      shards.awaitBlocked(0, 0);
      shards.awaitLeases(0);
      assertThat(other.ask("RPUSH", key, "v")).isEqualTo(":1\r\n");
      assertThat(other.ask("LLEN", key)).isEqualTo(":1\r\n");
      assertThat(other.ask("EXISTS", key + "after")).isEqualTo(":0\r\n");
    }
  }

  @Test
  void a_client_that_ends_its_output_still_gets_what_was_there() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient other = shards.connect()) {
      String key = shards.key(0, "list");
      // A busy machine may need longer than the moment that such a client has.
      Await.until(
          "both are served",
          () -> {
            other.ask("DEL", key);
            other.ask("RPUSH", key, "one", "two");
            try (RespClient client = shards.connect()) {
              client.send(RespClient.command("BLPOP", key, "0"));
              client.send(RespClient.command("BLPOP", key, "0"));
              client.endOutput();
              List<String> both = List.of(pair(key, "one"), pair(key, "two"), RespClient.CLOSED);
              return client.readToEnd().equals(both);
            }
          });
      try (RespClient client = shards.connect()) {
        client.send(RespClient.command("BLPOP", key, "0"));
        client.endOutput();
        assertThat(client.readToEnd()).containsExactly(RespClient.CLOSED);
      }
      shards.awaitBlocked(0, 0);
    }
  }

  @Test
  void its_own_time_counts_and_not_the_pools() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      Instant begin = Instant.now();
      assertThat(client.ask("BLPOP", "nothing", "2.5")).isEqualTo("*-1\r\n");
      assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(2_400));
      assertThat(client.ask("XREAD", "BLOCK", "20", "STREAMS", "nothing", "$"))
          .isEqualTo("*-1\r\n");
      client.ask("HELLO", "3");
      assertThat(client.ask("BZPOPMIN", "nothing", "0.01")).isEqualTo("_\r\n");
      assertThat(client.ask("BLPOP", shards.key(0, "k"), shards.key(1, "k"), "0"))
          .startsWith("-CROSSSLOT ");
      assertThat(client.ask("PING")).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void what_comes_behind_waits_and_what_came_before_is_done_first() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient other = shards.connect()) {
      for (int i = 0; i < 50; i++) {
        String key = "{" + i + "}list";
        List<byte[]> requests = new ArrayList<>();
        requests.add(RespClient.command("RPUSH", key, "one"));
        requests.add(RespClient.command("BLPOP", key, "0"));
        requests.add(RespClient.command("LLEN", key));
        requests.add(RespClient.command("RPUSH", key, "two"));
        requests.add(RespClient.command("BRPOPLPUSH", key, key + "2", "0"));
        requests.add(RespClient.command("LRANGE", key + "2", "0", "-1"));
        assertThat(client.askAll(requests))
            .containsExactly(
                ":1\r\n",
                pair(key, "one"),
                ":0\r\n",
                ":1\r\n",
                RespClient.bulk("two"),
                "*1\r\n" + RespClient.bulk("two"));
      }
      client.send(RespClient.command("BLPOP", "{z}", "0"));
      client.send(RespClient.command("SET", "{z}after", "v"));
      shards.awaitLeases(1);
      assertThat(other.ask("EXISTS", "{z}after")).isEqualTo(":0\r\n");
      other.ask("LPUSH", "{z}", "v");
      assertThat(client.read()).isEqualTo(pair("{z}", "v"));
      assertThat(client.read()).isEqualTo("+OK\r\n");
    }
  }

  @Test
  void a_shard_that_dies_says_so_and_the_others_go_on() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient well = shards.connect();
        RespClient pusher = shards.connect()) {
      String key = shards.key(0, "list");
      String other = shards.key(1, "list");
      client.send(RespClient.command("BRPOP", key, "0"));
      well.send(RespClient.command("BRPOP", other, "0"));
      shards.awaitBlocked(0, 1);
      shards.awaitBlocked(1, 1);
      shards.shard(0).kill();
      assertThat(client.read()).startsWith("-ERR disconnected: server s0 ");
      assertThat(client.ask("BRPOP", key, "0")).startsWith("-ERR refused: server s0 ");
      pusher.ask("LPUSH", other, "v");
      assertThat(well.read()).isEqualTo(pair(other, "v"));
      shards.shard(0).restart();
      Await.until("s0 is back", () -> pusher.ask("LPUSH", key, "v").startsWith(":"));
      assertThat(client.ask("BRPOP", key, "5")).isEqualTo(pair(key, "v"));
    }
  }

  @Test
  void a_shard_that_hangs_is_noticed_by_those_who_wait_for_ever_too() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient patient = shards.connect();
        RespClient hasty = shards.connect()) {
      String key = shards.key(0, "list");
      patient.send(RespClient.command("BLPOP", key, "0"));
      shards.awaitBlocked(0, 1);
      shards.shard(0).hang();
      assertThat(hasty.ask("BLPOP", key, "0.5"))
          .matches("-ERR timeout: server s0 .* within 1500 ms\r\n");
      assertThat(patient.read())
          .matches("-ERR timeout: server s0 .* has said nothing for 10 s\r\n");
      shards.shard(0).goOn();
    }
  }

  @Test
  void a_shard_that_comes_back_calls_away_who_waits_for_its_keys_elsewhere() throws Exception {
    try (ThreeShards shards =
            new ThreeShards(
                "auto_eject_hosts: true",
                "server_failure_limit: 1",
                "server_retry_timeout: 200ms");
        RespClient client = shards.connect()) {
      String key = shards.key(0, "list");
      shards.shard(0).kill();
      Await.until("another shard has the key", () -> client.ask("LLEN", key).equals(":0\r\n"));
      client.send(RespClient.command("BLPOP", key, "0"));
      shards.awaitLeases(1);
      shards.shard(0).restart();
      assertThat(client.read()).startsWith("-ERR disconnected: the key lives on another server");
      assertThat(client.ask("RPUSH", key, "v")).isEqualTo(":1\r\n");
      assertThat(client.ask("BLPOP", key, "0")).isEqualTo(pair(key, "v"));
    }
  }

  @Test
  void a_drain_lets_everybody_go() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      client.send(RespClient.command("BLPOP", shards.key(0, "list"), "0"));
      client.send(RespClient.command("SET", "k", "v"));
      shards.awaitBlocked(0, 1);
      assertThat(shards.drain().get()).isTrue();
      assertThat(client.read()).startsWith("-ERR draining: ");
      assertThat(client.read()).isEqualTo(RespClient.CLOSED);
      shards.awaitBlocked(0, 0);
    }
  }

  @Test
  void the_limit_is_said_and_counted() throws Exception {
    try (ThreeShards shards = new ThreeShards("max_leases: 2")) {
      List<RespClient> clients = new ArrayList<>();
      String key = shards.key(0, "list");
      for (int i = 0; i < 6; i++) {
        clients.add(shards.connect());
        clients.getLast().send(RespClient.command("BLPOP", key, "0"));
      }
      Await.until("two are refused", () -> shards.count(ServerCounter.LEASES_REFUSED) == 2);
      shards.awaitBlocked(0, 4);
      clients.forEach(RespClient::close);
    }
  }
}
