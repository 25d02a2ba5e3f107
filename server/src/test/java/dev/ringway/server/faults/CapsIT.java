package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Limits that clients run into while a server hangs. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class CapsIT {
  private static final int QUEUE = 1_000;
  private static final int ASKED = 50_000;
  private static final int READ_BYTES = 4 * 64 << 10;

  @AutoClose private final TestServers servers = new TestServers();

  private FaultyPool start(TestServer faulty, int queue, String limits) throws Exception {
    List<TestServer> well = servers.redisServers(2);
    String text =
        """
        listeners:
          pool: {listen: "127.0.0.1:%d", protocol: redis, route: pool%s}
        pools:
          pool:
            timeout: %dms
            max_queue: %d
            servers: ["%s:1 well-1", "%s:1 well-2", "%s:1 faulty"]
        """
            .formatted(
                Ports.free(),
                limits,
                FaultyPool.TIMEOUT_MILLIS,
                queue,
                well.get(0).address(),
                well.get(1).address(),
                faulty.address());
    return FaultyPool.start(LocalRingway.start(servers.file("pool.yml", text), 2));
  }

  @Test
  void what_a_server_s_full_queue_does_not_take_is_refused_at_once() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = start(server, QUEUE, "");
        RespClient client = pool.ringway().connect();
        RespClient other = pool.ringway().connect()) {
      byte[] get = RespClient.command("GET", pool.key("k"));
      assertThat(client.askAll(List.of(get))).containsExactly("$-1\r\n");
      server.hang();
      List<String> replies = client.askAll(Collections.nCopies(QUEUE + 500, get));
      assertThat(replies.subList(0, QUEUE)).allMatch(reply -> reply.startsWith("-ERR timeout: "));
      assertThat(replies.subList(QUEUE, QUEUE + 500))
          .allMatch(reply -> reply.matches("-ERR overloaded: .*faulty.*1000.*\r\n"));
      assertThat(other.ask("ECHO", "me")).isEqualTo("$2\r\nme\r\n");
      pool.checkOthers();
      server.goOn();
    }
  }

  @Test
  void a_client_with_too_many_requests_in_flight_is_read_no_further() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = start(server, 100_000, ", limits: {max_in_flight: 100}");
        RespClient client = pool.ringway().connect()) {
      byte[] get = RespClient.command("GET", pool.key("k"));
      assertThat(client.askAll(List.of(get))).containsExactly("$-1\r\n");
      server.hang();
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < ASKED; i++) {
                  client.send(get);
                }
              });
      Await.until("the cap is reached", () -> inFlight(pool) >= 100);
      pool.checkOthers();
      // What was read in one turn with the last of the hundred, and the checker's own.
      assertThat(inFlight(pool)).isLessThan(100 + READ_BYTES / get.length + 4 * 30);
      server.goOn();
      for (int i = 0; i < ASKED; i++) {
        assertThat(client.read()).matches("-ERR timeout: .*\r\n|\\$-1\r\n");
      }
      sender.join();
    }
  }

  private static long inFlight(FaultyPool pool) {
    long inFlight = 0;
    for (List<ListenerStats> blocks : pool.ringway().proxy().stats().listeners().values()) {
      for (ListenerStats block : blocks) {
        inFlight += block.get(ListenerCounter.IN_FLIGHT);
      }
    }
    return inFlight;
  }

  @Test
  void what_clients_have_read_counts_as_kept_no_more() throws Exception {
    List<RespClient> clients = new ArrayList<>();
    try (FaultyPool pool = start(servers.redis(), QUEUE, "")) {
      String key = pool.key("k");
      for (int i = 0; i < 20; i++) {
        clients.add(pool.ringway().connect());
      }
      clients.getFirst().ask("SET", key, "v".repeat(100_000));
      for (RespClient client : clients) {
        assertThat(client.ask("GET", key)).hasSizeGreaterThan(100_000);
      }
      Await.until("nothing is kept", () -> pool.ringway().proxy().keptBytes() == 0);
      clients.forEach(RespClient::close);
    }
  }
}
