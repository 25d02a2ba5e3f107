package dev.ringway.server.scripts;

import static dev.ringway.server.scripts.ScriptShards.ENDLESS;
import static dev.ringway.server.scripts.ScriptShards.promptly;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What clients see while a script keeps one of their servers. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class BusyServersIT {
  private static final String BUSY =
      "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n";
  private static final String LIBRARY =
      "#!lua name=lib\nredis.register_function('forever', function() while true do end end)";

  @Test
  void others_are_told_so_at_once_and_kill_ends_it() throws Exception {
    try (ScriptShards shards = new ScriptShards(3);
        RespClient owner = shards.connect();
        RespClient other = shards.connect();
        RespClient third = shards.connect()) {
      String key = shards.key(0);
      other.ask("MSET", key, "a", shards.key(1), "b", shards.key(2), "c");
      owner.send(RespClient.command("EVAL", ENDLESS, "1", key));
      shards.awaitBusy(key);
      for (RespClient client : List.of(other, third)) {
        assertThat(promptly(client, "GET", key)).isEqualTo(BUSY);
        assertThat(promptly(client, "SET", key, "x")).isEqualTo(BUSY);
        assertThat(promptly(client, "EVAL", "return 1", "1", key)).isEqualTo(BUSY);
        assertThat(promptly(client, "GET", shards.key(1))).isEqualTo(RespClient.bulk("b"));
        assertThat(promptly(client, "EVAL", "return 1", "1", shards.key(2))).isEqualTo(":1\r\n");
      }
      assertThat(promptly(other, "SCRIPT", "KILL")).isEqualTo("+OK\r\n");
      assertThat(owner.read()).startsWith("-ERR ").contains("killed by user");
      assertThat(owner.ask("GET", key)).isEqualTo(RespClient.bulk("a"));
      assertThat(other.ask("SCRIPT", "KILL")).startsWith("-NOTBUSY ");
    }
  }

  @Test
  void scripts_of_many_clients_do_not_wait_behind_it() throws Exception {
    try (ScriptShards shards = new ScriptShards(1);
        RespClient owner = shards.connect()) {
      List<CompletableFuture<String>> busy = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        busy.add(
            CompletableFuture.supplyAsync(
                () -> untilBusy(shards), task -> Thread.ofVirtual().start(task)));
      }
      owner.send(RespClient.command("EVAL", ENDLESS, "1", "k"));
      for (CompletableFuture<String> client : busy) {
        assertThat(client.get(20, TimeUnit.SECONDS)).isEqualTo(BUSY);
      }
      owner.send(RespClient.command("SCRIPT", "KILL"));
      assertThat(owner.read()).contains("killed by user");
      assertThat(owner.read()).as("not even its own kill waits").isEqualTo("+OK\r\n");
    }
  }

  private static String untilBusy(ScriptShards shards) {
    try (RespClient client = shards.connect()) {
      String reply;
      do {
        reply = client.ask("EVAL", "return 1", "1", "k");
      } while (reply.equals(":1\r\n"));
      return reply;
    }
  }

  @Test
  void a_transaction_keeps_nobody_waiting_either() throws Exception {
    try (ScriptShards shards = new ScriptShards(1);
        RespClient owner = shards.connect();
        RespClient other = shards.connect()) {
      owner.ask("MULTI");
      owner.ask("SET", "k", "v");
      owner.ask("EVAL", "if redis.call('GET', 'k') == 'v' then while true do end end", "1", "k");
      owner.send(RespClient.command("EXEC"));
      shards.awaitBusy("k");
      assertThat(promptly(other, "EVAL", "return 1", "1", "k")).isEqualTo(BUSY);
      assertThat(promptly(other, "SCRIPT", "KILL")).isEqualTo("+OK\r\n");
      assertThat(owner.read()).startsWith("*2\r\n+OK\r\n-ERR ");
    }
  }

  @Test
  void functions_are_seen_and_killed_by_their_own_command() throws Exception {
    try (ScriptShards shards = new ScriptShards(3);
        RespClient owner = shards.connect();
        RespClient other = shards.connect()) {
      assertThat(other.ask("FUNCTION", "LOAD", LIBRARY)).isEqualTo(RespClient.bulk("lib"));
      assertThat(other.ask("FUNCTION", "LOAD", LIBRARY))
          .isEqualTo("-ERR Library 'lib' already exists\r\n");
      assertThat(other.ask("FUNCTION", "STATS")).contains("libraries_count");
      owner.send(RespClient.command("FCALL", "forever", "1", shards.key(1)));
      shards.awaitBusy(shards.key(1));
      assertThat(promptly(other, "FUNCTION", "STATS")).contains("duration_ms", "forever");
      assertThat(promptly(other, "SCRIPT", "KILL")).startsWith("-BUSY ");
      assertThat(promptly(other, "FUNCTION", "KILL")).isEqualTo("+OK\r\n");
      assertThat(owner.read()).startsWith("-ERR ");
      assertThat(other.ask("FUNCTION", "KILL")).startsWith("-NOTBUSY ");
    }
  }

  @Test
  void a_script_that_has_written_cannot_be_killed_and_ends_with_its_server() throws Exception {
    try (ScriptShards shards = new ScriptShards(2);
        RespClient owner = shards.connect();
        RespClient other = shards.connect()) {
      String key = shards.key(0);
      owner.send(RespClient.command("EVAL", "redis.call('SET', KEYS[1], 1) " + ENDLESS, "1", key));
      shards.awaitBusy(key);
      assertThat(promptly(other, "SCRIPT", "KILL")).startsWith("-UNKILLABLE ");
      shards.shard(0).kill();
      assertThat(owner.read()).startsWith("-ERR disconnected: server s0 ");
      shards.shard(0).restart();
      Await.until("it is back", () -> owner.ask("EVAL", "return 7", "1", key).equals(":7\r\n"));
    }
  }

  @Test
  void a_timeout_is_the_scripts_alone_and_no_connection_is_lost() throws Exception {
    try (ScriptShards shards = new ScriptShards(1, "timeout: 300ms");
        RespClient owner = shards.connect();
        RespClient other = shards.connect()) {
      int before = shards.connections(0);
      for (int round = 0; round < 2; round++) {
        owner.send(RespClient.command("EVAL", ENDLESS, "1", "k"));
        assertThat(owner.read()).startsWith("-ERR timeout: server s0 ");
        shards.awaitBusy("k");
        assertThat(promptly(other, "EVAL", "return 1", "1", "k")).isEqualTo(BUSY);
        assertThat(promptly(other, "SCRIPT", "KILL")).isEqualTo("+OK\r\n");
        Await.until("it is free", () -> owner.ask("EVAL", "return 1", "1", "k").equals(":1\r\n"));
        assertThat(owner.ask("SET", "k", "v" + round)).isEqualTo("+OK\r\n");
      }
      assertThat(shards.connections(0)).isLessThan(before + 8);
    }
  }

  @Test
  void one_whose_client_has_gone_can_still_be_killed() throws Exception {
    try (ScriptShards shards = new ScriptShards(1, "script_connections: 2");
        RespClient other = shards.connect()) {
      for (int i = 0; i < 5; i++) {
        try (RespClient owner = shards.connect()) {
          owner.send(RespClient.command("EVAL", ENDLESS, "1", "k"));
          shards.awaitBusy("k");
        }
        assertThat(promptly(other, "EVAL", "return 1", "1", "k")).isEqualTo(BUSY);
        assertThat(promptly(other, "SCRIPT", "KILL")).isEqualTo("+OK\r\n");
        Await.until("it is free", () -> other.ask("EVAL", "return 1", "1", "k").equals(":1\r\n"));
      }
      assertThat(shards.connections(0)).as("two workers, two each, shared ones").isLessThan(8);
    }
  }

  @Test
  void a_drain_waits_for_it_as_for_anything() throws Exception {
    try (ScriptShards shards = new ScriptShards(1);
        RespClient direct = shards.shard(0).connect();
        RespClient owner = shards.connect()) {
      owner.send(RespClient.command("EVAL", ENDLESS, "1", "k"));
      shards.awaitBusy("k");
      CompletableFuture<Boolean> drained =
          CompletableFuture.supplyAsync(() -> {
            try {
              return shards.ringway().drain(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      assertThat(direct.ask("SCRIPT", "KILL")).isEqualTo("+OK\r\n");
      assertThat(owner.read()).contains("killed by user");
      assertThat(drained.get()).isTrue();
    }
  }
}
