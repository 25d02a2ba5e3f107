package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.health.PoolHealth;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.ScriptedServer;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code auto_eject_hosts} with several workers: one ring for all of them. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class EjectionIT {
  private static final int WORKERS = 3;
  private static final int LIMIT = 4;

  @AutoClose private final TestServers servers = new TestServers();
  private final List<RespClient> clients = new ArrayList<>();

  @AfterEach
  void close_clients() {
    clients.forEach(RespClient::close);
  }

  private LocalRingway start(String faulty, TestServer... well) throws Exception {
    StringBuilder text = new StringBuilder("pool:\n  listen: 127.0.0.1:" + Ports.free() + "\n");
    text.append("  redis: true\n  timeout: 1500\n  auto_eject_hosts: true\n");
    text.append("  server_failure_limit: " + LIMIT + "\n  server_retry_timeout: 300\n  servers:\n");
    text.append("   - ").append(faulty).append(":1 faulty\n");
    for (int i = 0; i < well.length; i++) {
      text.append("   - ").append(well[i].address()).append(":1 well-").append(i).append('\n');
    }
    LocalRingway ringway =
        servers.with(LocalRingway.start(servers.file("pool.yml", text.toString()), WORKERS));
    for (int i = 0; i < 2 * WORKERS; i++) {
      clients.add(ringway.connect());
    }
    return ringway;
  }

  private static PoolHealth health(LocalRingway ringway) {
    return ringway.proxy().health().values().iterator().next();
  }

  private static boolean isLive(LocalRingway ringway) {
    PoolHealth pool = health(ringway);
    int faulty = -1;
    for (int i = 0; i < pool.pool().servers().size(); i++) {
      if (pool.pool().servers().get(i).name().equals("faulty")) {
        faulty = i;
      }
    }
    return pool.isLive(faulty);
  }

  @Test
  void a_dead_server_leaves_every_worker_s_ring_after_few_failures_and_comes_back()
      throws Exception {
    TestServer server = servers.redis();
    LocalRingway ringway = start(server.address(), servers.redis(), servers.redis());
    String key = ringway.keyOn("faulty", "k");
    assertThat(clients.getFirst().ask("SET", key, "home")).isEqualTo("+OK\r\n");
    server.kill();
    int errors = 0;
    for (int i = 0; isLive(ringway) && i < 10_000; i++) {
      errors += clients.get(i % clients.size()).ask("GET", key).startsWith("-ERR") ? 1 : 0;
    }
    // Each worker may have one request on its way before all have the new ring.
    assertThat(errors).isBetween(LIMIT, LIMIT + 100);
    for (RespClient client : clients) {
      Await.until("another server serves", () -> client.ask("GET", key).equals("$-1\r\n"));
    }
    for (int i = 0; i < 100; i++) {
      assertThat(clients.get(i % clients.size()).ask("SET", key, "away")).isEqualTo("+OK\r\n");
    }
    server.restart();
    Await.until("the server is back in the ring", () -> isLive(ringway));
    for (RespClient client : clients) {
      Await.until("every worker asks it again", () -> client.ask("GET", key).equals("$-1\r\n"));
    }
    assertThat(health(ringway).ejections()).isEqualTo(1);
  }

  @Test
  void a_server_that_accepts_and_does_not_answer_is_not_readmitted() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.answering("+OK\r\n"))) {
      LocalRingway ringway = start("127.0.0.1:" + server.port(), servers.redis());
      String key = ringway.keyOn("faulty", "k");
      assertThat(clients.getFirst().ask("SET", key, "v")).isEqualTo("+OK\r\n");
      server.behave(ScriptedServer.closingAfter(""));
      for (int i = 0; isLive(ringway) && i < 10_000; i++) {
        clients.get(i % clients.size()).ask("GET", key);
      }
      int before = server.accepted();
      Await.until("it was probed again and again", () -> server.accepted() >= before + 4);
      assertThat(isLive(ringway)).isFalse();
      for (RespClient client : clients) {
        assertThat(client.ask("GET", key)).isEqualTo("$-1\r\n");
      }
      server.behave(ScriptedServer.answering("+PONG\r\n"));
      Await.until("a good probe readmits it", () -> isLive(ringway));
      Await.until("it serves again", () -> clients.getFirst().ask("GET", key).equals("+PONG\r\n"));
    }
  }

  @Test
  void errors_of_clients_eject_nobody() throws Exception {
    TestServer server = servers.redis();
    LocalRingway ringway = start(server.address(), servers.redis());
    String key = ringway.keyOn("faulty", "k");
    RespClient client = clients.getFirst();
    assertThat(client.ask("SET", key, "text")).isEqualTo("+OK\r\n");
    for (int i = 0; i < 10 * LIMIT; i++) {
      assertThat(client.ask("INCR", key)).startsWith("-ERR value is not an integer");
      assertThat(client.ask("LPUSH", key, "x")).startsWith("-WRONGTYPE");
    }
    assertThat(isLive(ringway)).isTrue();
    assertThat(health(ringway).ejections()).isZero();
  }

  @Test
  void a_pool_whose_servers_are_all_gone_says_so() throws Exception {
    LocalRingway ringway = start("127.0.0.1:" + Ports.free());
    RespClient client = clients.getFirst();
    Await.until(
        "the only server is ejected",
        () -> {
          client.ask("GET", "k");
          return !isLive(ringway);
        });
    Await.until(
        "an error with its code", () -> client.ask("GET", "k").startsWith("-ERR ejected: "));
  }
}
