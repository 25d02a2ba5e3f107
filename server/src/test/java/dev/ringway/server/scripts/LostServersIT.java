package dev.ringway.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients call scripts by name while a server is killed and comes back without them. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class LostServersIT {
  private static final int CLIENTS = 50;
  private static final String SET_AND_GET =
      "redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])";

  @Test
  void clients_see_errors_while_it_is_away_and_nothing_else() throws Exception {
    try (ScriptShards shards = new ScriptShards(3, "timeout: 2s");
        RespClient first = shards.connect()) {
      first.ask("EVAL", SET_AND_GET, "1", "k", "v");
      String sha = first.ask("SCRIPT", "LOAD", SET_AND_GET).split("\r\n")[1];
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong answered = new AtomicLong();
      List<CompletableFuture<Void>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String key = shards.key(i % 3, "key" + i);
        clients.add(
            CompletableFuture.runAsync(
                () -> call(shards, sha, key, over, answered),
                task -> Thread.ofVirtual().start(task)));
      }
      for (int round = 0; round < 3; round++) {
        awaitMore(answered, clients);
        shards.shard(1).kill();
        awaitMore(answered, clients);
        shards.shard(1).restart();
      }
      awaitMore(answered, clients);
      over.set(true);
      for (CompletableFuture<Void> client : clients) {
        client.get();
      }
      for (int i = 0; i < CLIENTS; i++) {
        String key = shards.key(i % 3, "key" + i);
        Await.until(
            key + " is served",
            () -> first.ask("EVALSHA", sha, "1", key, "x").equals(RespClient.bulk("x")));
      }
    }
  }

  private static void awaitMore(AtomicLong answered, List<CompletableFuture<Void>> clients) {
    long before = answered.get();
    Await.until(
        "scripts are run",
        Duration.ofSeconds(20),
        () -> {
          clients.forEach(client -> client.getNow(null));
          return answered.get() > before + 10 * CLIENTS;
        });
  }

  private static void call(
      ScriptShards shards, String sha, String key, AtomicBoolean over, AtomicLong answered) {
    try (RespClient client = shards.connect()) {
      for (int i = 0; !over.get(); i++) {
        String value = key + "." + i;
        String reply = client.ask("EVALSHA", sha, "1", key, value);
        if (reply.equals(RespClient.bulk(value))) {
          answered.incrementAndGet();
        } else {
          assertThat(reply).matches("(?s)-ERR (disconnected|refused|timeout): server s1 .*");
        }
      }
    }
  }
}
