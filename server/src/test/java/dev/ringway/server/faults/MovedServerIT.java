package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NameServer;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import dev.ringway.server.launch.TransportChoice;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A server that comes back at another address behind the same name, as pods do. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MovedServerIT {
  private static final String OLD = "127.0.0.2";
  private static final String NEW = "127.0.0.3";

  @AutoClose private final TestServers servers = new TestServers();
  @AutoClose private final NameServer names = new NameServer(OLD);
  private final int port = Ports.free();

  private FaultyPool start() throws Exception {
    Path file = FaultyPool.write(servers, "cache-0.cache.example:" + port);
    return FaultyPool.start(LocalRingway.start(file, 2, TransportChoice.AUTO, names.listens()));
  }

  @Test
  void a_server_restarted_at_another_address_is_found_by_its_name() throws Exception {
    TestServer old = servers.redisAt(OLD, port);
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "old")).isEqualTo("+OK\r\n");
      old.kill();
      assertThat(client.ask("GET", key)).matches("-ERR (disconnected|refused): .*faulty.*\r\n");
      pool.checkOthers();
      servers.redisAt(NEW, port);
      names.moveTo(NEW);
      Await.until("the new address", () -> client.ask("GET", key).equals("$-1\r\n"));
      assertThat(client.ask("SET", key, "new")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", key)).isEqualTo("$3\r\nnew\r\n");
    }
  }

  @Test
  void a_name_that_is_not_known_is_no_server_and_holds_up_nobody() throws Exception {
    names.forget();
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask("GET", pool.key("k"))).matches("-ERR no_server: .*faulty.*\r\n");
      }
      pool.checkOthers();
    }
  }

  @Test
  void a_name_that_moves_is_followed_without_an_error_while_the_old_server_still_runs()
      throws Exception {
    TestServer old = servers.redisAt(OLD, port);
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "old")).isEqualTo("+OK\r\n");
      servers.redisAt(NEW, port);
      names.moveTo(NEW);
      Await.until(
          "the new address",
          () -> {
            String reply = client.ask("GET", key);
            assertThat(reply).isIn("$3\r\nold\r\n", "$-1\r\n");
            return reply.equals("$-1\r\n");
          });
      old.kill();
      assertThat(client.ask("SET", key, "new")).isEqualTo("+OK\r\n");
      assertThat(names.questions()).isLessThan(1_000);
    }
  }
}
