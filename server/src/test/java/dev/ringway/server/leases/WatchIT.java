package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Optimistic transactions over three shards. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class WatchIT {
  private static final int CLIENTS = 6;
  private static final int INCREMENTS = 40;

  @Test
  void no_increment_is_lost_however_many_clients_race() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient reader = shards.connect()) {
      List<String> counters = List.of(shards.key(0, "c"), shards.key(1, "c"), shards.key(2, "c"));
      List<CompletableFuture<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            CompletableFuture.supplyAsync(
                () -> increment(shards, counters), task -> Thread.ofVirtual().start(task)));
      }
      int conflicts = 0;
      for (CompletableFuture<Integer> client : clients) {
        conflicts += client.get();
      }
      String all = RespClient.bulk(Integer.toString(CLIENTS * INCREMENTS));
      assertThat(counters).allMatch(counter -> reader.ask("GET", counter).equals(all));
      assertThat(conflicts).as("the clients did race").isPositive();
    }
  }

  /** Increments each counter so many times; returns how often another client came first. */
  private static int increment(ThreeShards shards, List<String> counters) {
    int conflicts = 0;
    try (RespClient client = shards.connect()) {
      for (int i = 0; i < INCREMENTS; i++) {
        for (String counter : counters) {
          while (!incrementOnce(client, counter)) {
            conflicts++;
          }
        }
      }
    }
    return conflicts;
  }

  private static boolean incrementOnce(RespClient client, String counter) {
    List<String> read =
        client.askAll(
            List.of(RespClient.command("WATCH", counter), RespClient.command("GET", counter)));
    assertThat(read.getFirst()).isEqualTo("+OK\r\n");
    String bulk = read.getLast();
    int value = bulk.equals("$-1\r\n") ? 0 : Integer.parseInt(bulk.split("\r\n")[1]);
    List<String> replies =
        client.askAll(
            List.of(
                RespClient.command("MULTI"),
                RespClient.command("SET", counter, Integer.toString(value + 1)),
                RespClient.command("EXEC")));
    assertThat(replies.getLast()).isIn("*1\r\n+OK\r\n", "*-1\r\n");
    return replies.getLast().equals("*1\r\n+OK\r\n");
  }

  @Test
  void a_change_of_any_watched_key_is_a_nil_and_the_next_transaction_is_free() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient other = shards.connect()) {
      assertThat(client.ask("WATCH", "{t}a", "{t}b")).isEqualTo("+OK\r\n");
      assertThat(client.ask("WATCH", "{t}c")).isEqualTo("+OK\r\n");
      shards.awaitLeases(1);
      other.ask("SET", "{t}c", "changed");
      client.ask("MULTI");
      client.ask("SET", "{t}a", "v");
      assertThat(client.ask("EXEC")).isEqualTo("*-1\r\n");
      assertThat(client.ask("EXISTS", "{t}a")).isEqualTo(":0\r\n");
      shards.awaitLeases(0);
      client.ask("MULTI");
      client.ask("SET", "{t}a", "v");
      assertThat(client.ask("EXEC")).isEqualTo("*1\r\n+OK\r\n");
      client.ask("WATCH", "{t}a");
      client.ask("SET", "{t}a", "my own");
      client.ask("MULTI");
      assertThat(client.ask("EXEC")).isEqualTo("*-1\r\n");
      client.ask("WATCH", "{t}a");
      other.ask("SET", "{t}a", "w");
      assertThat(client.ask("UNWATCH")).isEqualTo("+OK\r\n");
      client.ask("MULTI");
      client.ask("GET", "{t}a");
      assertThat(client.ask("EXEC")).isEqualTo("*1\r\n$1\r\nw\r\n");
      assertThat(client.ask("WATCH", shards.key(0, "k"), shards.key(1, "k")))
          .startsWith("-CROSSSLOT ");
    }
  }

  @Test
  void a_watch_goes_with_its_client_into_other_databases() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient other = shards.connect()) {
      for (String touched : List.of("{t}none", "{t}five", "{t}zero")) {
        client.ask("SELECT", "5");
        assertThat(client.ask("WATCH", "{t}five")).isEqualTo("+OK\r\n");
        client.ask("SELECT", "0");
        assertThat(client.ask("SET", "{t}five", "of another database")).isEqualTo("+OK\r\n");
        assertThat(client.ask("WATCH", "{t}zero")).isEqualTo("+OK\r\n");
        other.ask("SELECT", touched.equals("{t}five") ? "5" : "0");
        other.ask("SET", touched, "changed");
        client.ask("SELECT", "3");
        client.ask("MULTI");
        client.ask("SET", "{t}three", "v");
        client.ask("GET", "{t}three");
        assertThat(client.ask("EXEC"))
            .isEqualTo(touched.equals("{t}none") ? "*2\r\n+OK\r\n$1\r\nv\r\n" : "*-1\r\n");
        shards.awaitLeases(0);
      }
      assertThat(client.ask("WATCH", "{t}three")).isEqualTo("+OK\r\n");
      client.ask("SELECT", "0");
      assertThat(client.ask("WATCH", "{t}zero")).isEqualTo("+OK\r\n");
      assertThat(client.ask("UNWATCH")).isEqualTo("+OK\r\n");
      shards.awaitLeases(0);
      assertThat(client.ask("EXISTS", "{t}three")).isEqualTo(":0\r\n");
    }
  }

  @Test
  void a_database_that_the_shard_has_not_is_refused_and_nothing_applied() throws Exception {
    try (TestServers servers = new TestServers();
        LocalRingway ringway = beforeOne(servers, servers.redis("--databases", "4"));
        RespClient client = ringway.connect()) {
      assertThat(client.ask("WATCH", "{t}a")).isEqualTo("+OK\r\n");
      client.ask("SELECT", "9");
      client.ask("MULTI");
      client.ask("SET", "{t}a", "v");
      assertThat(client.ask("EXEC")).isEqualTo("-ERR DB index is out of range\r\n");
      client.ask("SELECT", "0");
      assertThat(client.ask("EXISTS", "{t}a")).isEqualTo(":0\r\n");
    }
  }

  private static LocalRingway beforeOne(TestServers servers, TestServer server) throws Exception {
    String text =
        """
        listeners:
          web: {listen: "127.0.0.1:%d", protocol: redis, route: main}
        pools:
          main: {servers: ["%s:1 s0"]}
        """
            .formatted(Ports.free(), server.address());
    return LocalRingway.start(servers.file("ringway.yml", text), 1);
  }

  @Test
  void a_shard_that_restarts_between_watch_and_exec_applies_nothing() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient other = shards.connect()) {
      String key = shards.key(0, "k");
      assertThat(client.ask("WATCH", key)).isEqualTo("+OK\r\n");
      shards.shard(0).kill();
      shards.shard(0).restart();
      Await.until("s0 is back", () -> other.ask("EXISTS", key).equals(":0\r\n"));
      client.ask("MULTI");
      client.ask("SET", key, "v");
      assertThat(client.ask("EXEC")).startsWith("-ERR disconnected: server s0 has lost");
      assertThat(other.ask("EXISTS", key)).isEqualTo(":0\r\n");
      client.ask("WATCH", key);
      client.ask("MULTI");
      client.ask("SET", key, "v");
      assertThat(client.ask("EXEC")).isEqualTo("*1\r\n+OK\r\n");
    }
  }

  @Test
  void a_shard_that_hangs_costs_a_timeout_and_its_connection() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient direct = shards.shard(0).connect()) {
      String key = shards.key(0, "k");
      shards.shard(0).hang();
      assertThat(client.ask("WATCH", key)).startsWith("-ERR timeout: server s0 ");
      client.ask("MULTI");
      client.ask("SET", key, "v");
      assertThat(client.ask("EXEC")).startsWith("-ERR timeout: WATCH failed, so EXEC was not sent");
      shards.shard(0).goOn();
      assertThat(direct.ask("EXISTS", key)).isEqualTo(":0\r\n");
      Await.until("s0 answers", () -> client.ask("EXISTS", key).equals(":0\r\n"));
    }
  }

  @Test
  void a_client_that_goes_while_it_watches_leaves_no_lease() throws Exception {
    try (ThreeShards shards = new ThreeShards()) {
      for (int i = 0; i < 20; i++) {
        try (RespClient client = shards.connect()) {
          client.ask("WATCH", "k" + i);
          if (i % 2 == 0) {
            client.ask("MULTI");
            client.ask("SET", "k" + i, "v");
          }
        }
      }
      shards.awaitLeases(0);
    }
  }
}
