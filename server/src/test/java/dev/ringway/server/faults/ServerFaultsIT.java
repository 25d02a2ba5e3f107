package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real servers that are killed, hung and started again, or that refuse to serve. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ServerFaultsIT {
  private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  @AutoClose private final TestServers servers = new TestServers();

  @Test
  void a_killed_server_is_refused_by_name_and_served_again_once_it_is_back() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "v")).isEqualTo("+OK\r\n");
      server.kill();
      // The first request may still meet the connection's end.
      assertThat(client.ask("GET", key)).matches("-ERR (disconnected|refused): .*faulty.*\r\n");
      for (int i = 0; i < 100; i++) {
        assertThat(client.ask("GET", key)).matches("-ERR refused: .*faulty.*\r\n");
      }
      pool.checkOthers();
      server.restart();
      awaitReply(client, "$-1\r\n", "GET", key);
      assertThat(client.ask("SET", key, "w")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", key)).isEqualTo("$1\r\nw\r\n");
    }
  }

  @Test
  void a_server_killed_under_load_is_gone_and_not_slow() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address())) {
      String key = pool.key("k");
      for (int round = 0; round < 10; round++) {
        List<CompletableFuture<String>> firstErrors = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
          firstErrors.add(CompletableFuture.supplyAsync(() -> firstError(pool, key), THREADS));
        }
        server.kill();
        for (CompletableFuture<String> error : firstErrors) {
          assertThat(error.get()).matches("-ERR (disconnected|refused): .*faulty.*\r\n");
        }
        server.restart();
      }
    }
  }

  private static String firstError(FaultyPool pool, String key) {
    try (RespClient client = pool.ringway().connect()) {
      String reply;
      do {
        reply = client.ask("GET", key);
      } while (reply.equals("$-1\r\n"));
      return reply;
    }
  }

  @Test
  void requests_in_flight_at_a_killed_server_are_all_answered() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address(), "preconnect: true");
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "v")).isEqualTo("+OK\r\n");
      server.hang();
      String other = pool.ringway().keyOn("well-1", "k");
      for (int i = 0; i < 1_000; i++) {
        client.send(RespClient.command("GET", key));
      }
      client.send(RespClient.command("GET", other));
      server.kill();
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.read()).matches("-ERR (disconnected|refused): .*faulty.*\r\n");
      }
      assertThat(client.read()).isEqualTo("$-1\r\n");
      pool.checkOthers();
    }
  }

  @Test
  void a_hung_server_times_out_and_its_late_replies_reach_nobody() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      List<byte[]> sets = new ArrayList<>();
      List<byte[]> gets = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String key = pool.key("k" + i + "-");
        sets.add(RespClient.command("SET", key, "value " + i));
        gets.add(RespClient.command("GET", key));
        values.add(RespClient.bulk("value " + i));
      }
      assertThat(client.askAll(sets)).containsOnly("+OK\r\n");
      server.hang();
      assertThat(client.askAll(gets))
          .allMatch(reply -> reply.matches("-ERR timeout: .*faulty.* within 1500 ms\r\n"));
      pool.checkOthers();
      server.goOn();
      // The replies that come now belong to the requests given up.
      assertThat(client.askAll(gets)).isEqualTo(values);
      assertThat(client.askAll(gets)).isEqualTo(values);
      pool.checkOthers();
    }
  }

  @Test
  void a_multi_key_command_over_a_hung_server_fails_whole_and_leaves_the_client_open()
      throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      String here = pool.key("k");
      String there = pool.ringway().keyOn("well-1", "k");
      assertThat(client.ask("MSET", here, "1", there, "2")).isEqualTo("+OK\r\n");
      server.hang();
      assertThat(client.ask("MGET", here, there)).startsWith("-ERR timeout: ");
      assertThat(client.ask("GET", there)).isEqualTo("$1\r\n2\r\n");
      pool.checkOthers();
      server.goOn();
      assertThat(client.ask("MGET", here, there)).isEqualTo("*2\r\n$1\r\n1\r\n$1\r\n2\r\n");
    }
  }

  @Test
  void a_server_hung_for_long_is_connected_to_anew() throws Exception {
    TestServer server = servers.redis();
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "v")).isEqualTo("+OK\r\n");
      server.hang();
      for (int i = 0; i < 5; i++) {
        assertThat(client.ask("GET", key)).startsWith("-ERR timeout: ");
      }
      pool.checkOthers();
      server.goOn();
      awaitReply(client, "$1\r\nv\r\n", "GET", key);
    }
  }

  @Test
  void a_server_that_never_was_there_is_refused() throws Exception {
    try (FaultyPool pool = FaultyPool.start(servers, "127.0.0.1:" + Ports.free());
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      for (int i = 0; i < 200; i++) {
        assertThat(client.ask("INCR", key)).matches("-ERR refused: .*faulty.*\r\n");
      }
      pool.checkOthers();
    }
  }

  @Test
  void a_loading_server_s_own_words_reach_the_client_until_it_has_loaded() throws Exception {
    TestServer server = servers.redis();
    try (RespClient direct = server.connect()) {
      List<byte[]> sets = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        sets.add(RespClient.command("SET", "dummy" + i, "x".repeat(1_000)));
      }
      direct.askAll(sets);
      assertThat(direct.ask("SAVE")).isEqualTo("+OK\r\n");
    }
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      server.restartWith(
          List.of("--key-load-delay", "1000", "--loading-process-events-interval-bytes", "1024"));
      awaitReply(client, "-LOADING Redis is loading the dataset in memory\r\n", "GET", key);
      pool.checkOthers();
      awaitReply(client, "$-1\r\n", "GET", key);
    }
  }

  @Test
  void a_full_server_s_own_words_reach_the_client() throws Exception {
    TestServer server = servers.redis("--maxmemory", "1");
    try (FaultyPool pool = FaultyPool.start(servers, server.address());
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      for (int i = 0; i < 50; i++) {
        assertThat(client.ask("SET", key, "v"))
            .isEqualTo("-OOM command not allowed when used memory > 'maxmemory'.\r\n");
        assertThat(client.ask("GET", key)).isEqualTo("$-1\r\n");
      }
      pool.checkOthers();
    }
  }

  private static void awaitReply(RespClient client, String reply, String... command) {
    Await.until(reply.strip(), () -> client.ask(command).equals(reply));
  }
}
