package dev.ringway.server.leases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many clients that wait, and clients that go just as something comes for them. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ManyBlockedIT {
  private static final int CLIENTS = 1_000;
  private static final int ROUNDS = 100;

  @Test
  void a_thousand_blocked_clients_cost_little_and_are_all_served() throws Exception {
    List<RespClient> clients = new ArrayList<>();
    try (ThreeShards shards = new ThreeShards();
        RespClient other = shards.connect()) {
      for (int shard = 0; shard < 3; shard++) {
        other.ask("PING", shards.key(shard, "warm"));
        other.ask("GET", shards.key(shard, "warm"));
      }
      long direct = PlatformDependent.usedDirectMemory();
      long heap = heap();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(shards.connect());
        clients.getLast().send(RespClient.command("BLPOP", "list" + i, "0"));
      }
      shards.awaitLeases(CLIENTS);
      long moreDirect = PlatformDependent.usedDirectMemory() - direct;
      long moreHeap = heap() - heap;
      System.out.println(
          CLIENTS + " blocked clients: " + moreDirect + " B direct, " + moreHeap + " B of heap");
      assertThat(moreDirect).isLessThan(32L << 20);
      assertThat(moreHeap).as("with the test's own clients").isLessThan(160L << 20);
      assertThat(other.ask("GET", "k")).isEqualTo("$-1\r\n");
      for (int i = 0; i < CLIENTS; i++) {
        other.ask("RPUSH", "list" + i, "v" + i);
      }
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(clients.get(i).read()).endsWith(RespClient.bulk("v" + i));
      }
      shards.awaitLeases(0);
      assertThat(shards.count(ServerCounter.SERVER_CONNECTIONS))
          .as("idle connections are bounded")
          .isLessThan(500);
      clients.forEach(RespClient::close);
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** What is pushed just as the client goes may be popped for it; what comes later never is. */
  @Test
  void what_is_pushed_once_a_client_has_gone_stays() throws Exception {
    Random random = new Random(5);
    try (ThreeShards shards = new ThreeShards();
        RespClient pusher = shards.connect()) {
      String tag = "{" + shards.key(0, "list") + "}";
      for (int round = 0; round < ROUNDS; round++) {
        RespClient client = shards.connect();
        client.send(RespClient.command("BLPOP", tag + round, "0"));
        if (random.nextBoolean()) {
          shards.awaitBlocked(0, 1);
        }
        pusher.send(RespClient.command("RPUSH", tag + round, "v"));
        if (random.nextInt(4) == 0) {
          client.reset();
        } else {
          client.close();
        }
        assertThat(pusher.read()).isEqualTo(":1\r\n");
        shards.awaitBlocked(0, 0);
        shards.awaitLeases(0);
        // The server gave it to the one who asked, or keeps it; nobody else can have it.
        assertThat(pusher.ask("LLEN", tag + round)).isIn(":0\r\n", ":1\r\n");
        assertThat(pusher.ask("RPUSH", tag + round, "w")).isIn(":1\r\n", ":2\r\n");
        assertThat(pusher.ask("RPOP", tag + round)).isEqualTo(RespClient.bulk("w"));
      }
    }
  }

  @Test
  void workers_that_stay_get_everything_however_many_others_go() throws Exception {
    int elements = 300;
    try (ThreeShards shards = new ThreeShards();
        RespClient pusher = shards.connect();
        RespClient reader = shards.connect()) {
      String queue = shards.key(1, "queue");
      Set<String> got = new HashSet<>();
      Thread worker =
          Thread.ofVirtual()
              .start(() -> {
                while (got.size() < elements) {
                  String reply = reader.ask("BRPOPLPUSH", queue, "{" + queue + "}done", "2");
                  if (!reply.equals("$-1\r\n")) {
                    got.add(reply);
                  }
                }
              });
      for (int i = 0; i < elements; i++) {
        if (i % 5 == 0) {
          // Gone before anything is pushed for it, and known to be.
          try (RespClient gone = shards.connect()) {
            gone.send(RespClient.command("BRPOP", queue + "other", "0"));
          }
        }
        pusher.ask("LPUSH", queue, "v" + i);
      }
      worker.join();
      assertThat(got).hasSize(elements);
      Await.until(
          "all are done", () -> pusher.ask("LLEN", "{" + queue + "}done").equals(":300\r\n"));
    }
  }
}
