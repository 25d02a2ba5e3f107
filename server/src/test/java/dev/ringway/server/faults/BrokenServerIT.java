package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.ScriptedServer;
import dev.ringway.server.kit.TestServers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers what no server should. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class BrokenServerIT {
  @AutoClose private final TestServers servers = new TestServers();

  @AutoClose
  private final ScriptedServer server = new ScriptedServer(ScriptedServer.answering("+OK\r\n"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "\0\0\0\0",
        "$x\r\n",
        "$-2\r\n",
        "$5\r\nabcdefgh\r\n",
        "$99999999999999999999\r\n"
      })
  void garbage_is_an_error_and_the_end_of_that_connection_only(String garbage) throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      server.behave(ScriptedServer.sayingOnce(garbage));
      String key = pool.key("k");
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask("GET", key)).matches("-ERR malformed: .*faulty.*\r\n");
      }
      pool.checkOthers();
      server.behave(ScriptedServer.answering("$2\r\nok\r\n"));
      awaitReply(client, "$2\r\nok\r\n", "GET", key);
    }
  }

  @Test
  void nesting_without_end_is_garbage() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      server.behave(ScriptedServer.sayingOnce("*1\r\n".repeat(10_000)));
      assertThat(client.ask("GET", pool.key("k"))).matches("-ERR malformed: .*faulty.*\r\n");
      pool.checkOthers();
    }
  }

  @Test
  void half_a_reply_and_silence_is_a_timeout() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      server.behave(ScriptedServer.sayingOnce("$10\r\nhalf"));
      String key = pool.key("k");
      assertThat(client.ask("GET", key)).matches("-ERR timeout: .*faulty.*\r\n");
      pool.checkOthers();
      server.behave(ScriptedServer.answering("$2\r\nok\r\n"));
      awaitReply(client, "$2\r\nok\r\n", "GET", key);
    }
  }

  @Test
  void half_a_reply_and_a_close_is_a_disconnection() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      server.behave(ScriptedServer.closingAfter("*2\r\n$1\r\na\r\n$5\r\nha"));
      for (int i = 0; i < 3; i++) {
        assertThat(client.ask("GET", pool.key("k"))).matches("-ERR disconnected: .*faulty.*\r\n");
      }
      pool.checkOthers();
    }
  }

  @Test
  void half_of_a_long_reply_is_an_error_while_nothing_of_it_has_been_passed_on() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      String half = "$1000000\r\n" + "x".repeat(900_000);
      server.behave(ScriptedServer.closingAfter(half));
      assertThat(client.ask("GET", pool.key("k"))).matches("-ERR disconnected: .*faulty.*\r\n");
      server.behave(ScriptedServer.sayingOnce(half));
      assertThat(client.ask("GET", pool.key("k"))).matches("-ERR timeout: .*faulty.*\r\n");
      String whole = "*2\r\n$4\r\nhead\r\n$1000000\r\n" + "x".repeat(1_000_000) + "\r\n";
      server.behave(ScriptedServer.answering(whole));
      awaitReply(client, whole, "GET", pool.key("k"));
      pool.checkOthers();
    }
  }

  @Test
  void half_of_a_long_reply_that_was_passed_on_ends_the_client_that_got_it() throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect();
        RespClient other = pool.ringway().connect()) {
      server.behave(ScriptedServer.closingAfter("$8000000\r\n" + "x".repeat(4_000_000)));
      // Where its head is out already there is no other way to say that the rest does not come.
      assertThat(client.ask("GET", pool.key("k"))).isEqualTo(RespClient.CLOSED);
      assertThat(other.ask("ECHO", "me")).isEqualTo("$2\r\nme\r\n");
      pool.checkOthers();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$5\r\nstray\r\n", "$5\r\nstr", "$", "$100000\r\nstray"})
  void bytes_that_nobody_asked_for_reach_nobody(String stray) throws Exception {
    try (FaultyPool pool = start();
        RespClient client = pool.ringway().connect()) {
      server.behave(peer -> {
        List<String> command = peer.nextCommand();
        if (command != null) {
          peer.write(RespClient.bulk(command.get(1)));
          peer.write(stray);
          peer.hang();
        }
      });
      for (int i = 0; i < 20; i++) {
        String key = pool.key("k" + i);
        Await.until(
            "a reply",
            () -> {
              String reply = client.ask("GET", key);
              assertThat(reply).doesNotContain("stray");
              return reply.equals(RespClient.bulk(key));
            });
        int soFar = i + 1;
        Await.until("a new connection", () -> server.accepted() >= soFar);
      }
      pool.checkOthers();
    }
  }

  @Test
  void a_timeout_spares_its_neighbours() throws Exception {
    CountDownLatch firstGaveUp = new CountDownLatch(1);
    server.behave(peer -> {
      List<String> first = peer.nextCommand();
      List<String> second = peer.nextCommand();
      firstGaveUp.await();
      if (first != null && second != null) {
        peer.write(RespClient.bulk(first.get(1)) + RespClient.bulk(second.get(1)));
      }
      peer.hang();
    });
    try (FaultyPool pool = start(1);
        RespClient one = pool.ringway().connect();
        RespClient two = pool.ringway().connect()) {
      String early = pool.key("early");
      String late = pool.key("late");
      one.send(RespClient.command("GET", early));
      // The second request is younger than the first by two thirds of the timeout.
      TimeUnit.MILLISECONDS.sleep(FaultyPool.TIMEOUT_MILLIS * 2L / 3);
      two.send(RespClient.command("GET", late));
      assertThat(one.read()).startsWith("-ERR timeout: ");
      firstGaveUp.countDown();
      assertThat(two.read()).isEqualTo(RespClient.bulk(late));
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  private FaultyPool start() throws Exception {
    return start(2);
  }

  private FaultyPool start(int workers) throws Exception {
    return FaultyPool.start(servers, "127.0.0.1:" + server.port(), workers);
  }

  private static void awaitReply(RespClient client, String reply, String... command) {
    Await.until(reply.strip(), () -> client.ask(command).equals(reply));
  }
}
