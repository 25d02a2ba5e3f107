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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server that comes back at another address behind the same name, as pods do. Names live for one
 * second.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MovedServerIT {
  private static final String NAME = "cache-0.cache.example";
  private static final String OLD = "127.0.0.2";
  private static final String NEW = "127.0.0.3";
  private static final List<String> KEYS =
      IntStream.range(0, 200).mapToObj(i -> "key-" + i).toList();

  @AutoClose private final TestServers servers = new TestServers();
  @AutoClose private final NameServer names = new NameServer();
  private final int port = Ports.free();

  private FaultyPool start() throws Exception {
    Path file = FaultyPool.write(servers, NAME + ":" + port);
    return FaultyPool.start(LocalRingway.start(file, 2, TransportChoice.AUTO, names.listens()));
  }

  @Test
  void a_server_restarted_at_another_address_is_found_by_its_name() throws Exception {
    names.put(NAME, OLD);
    TestServer old = servers.redisAt(OLD, port);
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, "old")).isEqualTo("+OK\r\n");
      old.kill();
      assertThat(client.ask("GET", key)).matches("-ERR (disconnected|refused): .*faulty.*\r\n");
      pool.checkOthers();
      servers.redisAt(NEW, port);
      names.put(NAME, NEW);
      Await.until("the new address", () -> client.ask("GET", key).equals("$-1\r\n"));
      assertThat(client.ask("SET", key, "new")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", key)).isEqualTo("$3\r\nnew\r\n");
    }
  }

  /** Seven moves, for a machine may be busy in some of them. */
  @Test
  void a_name_that_moves_is_followed_within_a_second_and_without_an_error() throws Exception {
    names.put(NAME, OLD);
    TestServer old = servers.redisAt(OLD, port);
    servers.redisAt(NEW, port);
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      assertThat(client.ask("SET", key, OLD)).isEqualTo("+OK\r\n");
      ask(NEW, "SET", key, NEW);
      List<Duration> took = new ArrayList<>();
      for (String to : List.of(NEW, OLD, NEW, OLD, NEW, OLD, NEW)) {
        names.put(NAME, to);
        long moved = System.nanoTime();
        Await.until(
            "the address " + to,
            () -> {
              String reply = client.ask("GET", key);
              assertThat(reply).isIn("$9\r\n" + OLD + "\r\n", "$9\r\n" + NEW + "\r\n");
              return reply.contains(to);
            });
        took.add(Duration.ofNanos(System.nanoTime() - moved));
      }
      assertThat(took.stream().sorted().toList().get(took.size() / 2))
          .as("the time in the middle of %s", took)
          .isLessThan(Duration.ofSeconds(1));
      old.kill();
      assertThat(client.ask("SET", key, "new")).isEqualTo("+OK\r\n");
      assertThat(names.questions()).isLessThan(1_000);
    }
  }

  @Test
  void a_pool_starts_before_its_names_and_serves_once_they_resolve() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String key = pool.key("k");
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask("GET", key)).matches("-ERR no_server: .*faulty.*\r\n");
      }
      pool.checkOthers();
      servers.redisAt(OLD, port);
      names.put(NAME, OLD);
      Await.until("the name", () -> client.ask("GET", key).equals("$-1\r\n"));
      assertThat(client.ask("SET", key, "here")).isEqualTo("+OK\r\n");
      assertThat(ask(OLD, "GET", key)).isEqualTo("$4\r\nhere\r\n");
    }
  }

  @Test
  void no_key_moves_with_an_address() throws Exception {
    names.put(NAME, OLD);
    TestServer old = servers.redisAt(OLD, port);
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      for (String key : KEYS) {
        assertThat(client.ask("SET", key, "first")).isEqualTo("+OK\r\n");
      }
      List<String> own = KEYS.stream().filter(key -> has(OLD, key)).toList();
      assertThat(own).hasSizeBetween(20, 150);
      servers.redisAt(NEW, port);
      names.put(NAME, NEW);
      Await.until("the new address", () -> client.ask("GET", own.getFirst()).equals("$-1\r\n"));
      old.kill();
      for (String key : KEYS) {
        String expected = own.contains(key) ? "$-1\r\n" : "$5\r\nfirst\r\n";
        assertThat(client.ask("GET", key)).as(key).isEqualTo(expected);
        assertThat(client.ask("SET", key, "second")).isEqualTo("+OK\r\n");
      }
      assertThat(KEYS.stream().filter(key -> has(NEW, key))).isEqualTo(own);
    }
  }

  private boolean has(String address, String key) {
    return !ask(address, "GET", key).equals("$-1\r\n");
  }

  /** Asks a server itself. */
  private String ask(String address, String... command) {
    try (RespClient client = RespClient.to(address, port)) {
      return client.ask(command);
    }
  }
}
