package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** New configurations while clients wait at servers and watch keys. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ReloadIT {
  @Test
  void who_waits_at_a_server_that_stays_goes_on_waiting() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient pusher = shards.connect()) {
      String key = shards.key(0, "list");
      client.send(RespClient.command("BLPOP", key, "0"));
      shards.awaitBlocked(0, 1);
      for (int i = 1; i <= 3; i++) {
        shards.reload(3, "max_leases: 10" + i);
        shards.awaitBlocked(0, 1);
      }
      assertThat(pusher.ask("RPUSH", key, "v")).isEqualTo(":1\r\n");
      assertThat(client.read()).endsWith(RespClient.bulk("v"));
      shards.awaitLeases(0);
      pusher.ask("RPUSH", key, "w");
      assertThat(client.ask("BLPOP", key, "0")).endsWith(RespClient.bulk("w"));
    }
  }

  @Test
  void who_waits_since_before_is_told_when_the_server_hangs() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      client.send(RespClient.command("BLPOP", shards.key(0, "list"), "0"));
      shards.awaitBlocked(0, 1);
      shards.reload(3, "max_leases: 100");
      shards.shard(0).hang();
      assertThat(client.read()).matches("-ERR timeout: server s0 .* has said nothing for 10 s\r\n");
      shards.shard(0).goOn();
    }
  }

  @Test
  void who_waits_at_a_server_that_leaves_is_called_away() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect();
        RespClient counting = shards.connect()) {
      String key = shards.key(2, "list");
      client.send(RespClient.command("BLPOP", key, "0"));
      counting.send(RespClient.command("WAIT", "1", "0"));
      shards.awaitBlocked(2, 2);
      shards.reload(2);
      assertThat(client.read()).startsWith("-ERR disconnected: the key lives on another server");
      assertThat(counting.read()).startsWith("-ERR disconnected: ");
      assertThat(client.ask("RPUSH", key, "v")).isEqualTo(":1\r\n");
      assertThat(client.ask("BLPOP", key, "0")).endsWith(RespClient.bulk("v"));
      shards.awaitBlocked(2, 0);
      shards.reload(3);
      assertThat(client.ask("LLEN", key)).isEqualTo(":0\r\n");
    }
  }

  @Test
  void what_was_queued_before_a_reload_runs_after_it() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      String key = shards.key(0, "k");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", key, "v")).isEqualTo("+QUEUED\r\n");
      shards.reload(3, "max_leases: 100");
      assertThat(client.ask("GET", key)).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*2\r\n+OK\r\n$1\r\nv\r\n");
    }
  }

  @Test
  void what_was_queued_for_a_server_that_leaves_is_refused_whole() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      String key = shards.key(2, "k");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", key, "v")).isEqualTo("+QUEUED\r\n");
      shards.reload(2);
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
      assertThat(client.ask("EXISTS", key)).isEqualTo(":0\r\n");
    }
  }

  @Test
  void a_watch_across_a_reload_fails_and_applies_nothing() throws Exception {
    try (ThreeShards shards = new ThreeShards();
        RespClient client = shards.connect()) {
      String key = shards.key(0, "k");
      assertThat(client.ask("WATCH", key)).isEqualTo("+OK\r\n");
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", key, "watched")).isEqualTo("+QUEUED\r\n");
      shards.reload(3, "max_leases: 100");
      assertThat(client.ask("EXEC")).startsWith("-ERR disconnected: watched keys live elsewhere");
      assertThat(client.ask("GET", key)).isEqualTo("$-1\r\n");
      assertThat(shards.count(ServerCounter.LEASES)).isZero();
    }
  }
}
