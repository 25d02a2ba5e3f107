package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients of two workers that list, end, pause and unblock each other. */
final class ManyClientsIT {
  private RealRedis redis;
  private RunningProxy proxy;
  private final List<RawClient> clients = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    redis = new RealRedis();
    proxy = new RunningProxy(2, List.of(redis), null);
  }

  @AfterEach
  void stop() throws Exception {
    for (RawClient client : clients) {
      client.close();
    }
    proxy.close();
    redis.close();
  }

  private RawClient connect() throws IOException {
    RawClient client = new RawClient(proxy.port());
    clients.add(client);
    return client;
  }

  private static String id(RawClient client) throws IOException {
    return client.ask("CLIENT", "ID").substring(1).strip();
  }

  private static List<String> lines(RawClient client, String... command) throws IOException {
    String reply = client.ask(command);
    return reply.substring(reply.indexOf('\n') + 1).strip().lines().toList();
  }

  private static void await(String what, Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so: " + what);
      }
      Thread.sleep(2);
    }
  }

  @Test
  void all_clients_of_the_listener_are_listed_by_their_names() throws Exception {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      names.add("worker-" + i);
      if (i % 2 == 0) {
        connect().ask("CLIENT", "SETNAME", names.getLast());
      } else {
        connect().ask("HELLO", "3", "SETNAME", names.getLast());
      }
    }
    List<String> lines = lines(clients.getFirst(), "CLIENT", "LIST");
    assertThat(lines)
        .extracting(line -> line.replaceAll(".* name=([^ ]*) .*", "$1"))
        .containsExactlyElementsOf(names);
    assertThat(lines.get(7)).contains(" laddr=127.0.0.1:" + proxy.port() + " ", " resp=3 ");
    assertThat(clients.get(1).ask("CLIENT", "LIST")).startsWith("=").contains("txt:id=");
  }

  @Test
  void a_killed_client_is_closed_whatever_it_does() throws Exception {
    RawClient control = connect();
    RawClient idle = connect();
    RawClient blocked = connect();
    RawClient subscribed = connect();
    RawClient watching = connect();
    RawClient paused = connect();
    blocked.send(Requests.of("BLPOP", "l", "0"));
    subscribed.ask("SUBSCRIBE", "c");
    watching.ask("WATCH", "k");
    watching.ask("MULTI");
    await(
        "one is blocked",
        () -> String.valueOf(redis.call("INFO", "clients")).contains("blocked_clients:1"));
    assertThat(lines(control, "CLIENT", "LIST"))
        .extracting(line -> line.replaceAll(".* flags=([^ ]*) .*", "$1"))
        .containsExactly("N", "N", "b", "P", "x", "N");
    assertThat(control.ask("CLIENT", "PAUSE", "60000", "WRITE")).isEqualTo("+OK\r\n");
    paused.send(Requests.of("SET", "k", "v"));
    await("one is held", () -> control.ask("CLIENT", "LIST").contains(" cmd=set "));
    assertThat(control.ask("INFO", "clients")).contains("blocked_clients:2\r\n");
    assertThat(control.ask("CLIENT", "KILL", "TYPE", "pubsub")).isEqualTo(":1\r\n");
    assertThat(control.ask("CLIENT", "KILL", "TYPE", "normal")).isEqualTo(":4\r\n");
    for (RawClient gone : List.of(idle, blocked, subscribed, watching, paused)) {
      assertThat(gone.read()).isEqualTo("closed");
    }
    assertThat(control.ask("CLIENT", "UNPAUSE")).isEqualTo("+OK\r\n");
    assertThat(control.ask("INFO", "clients")).doesNotContain("blocked_clients:2");
    assertThat(control.ask("GET", "k")).isEqualTo("$-1\r\n");
    await(
        "nobody is blocked",
        () -> String.valueOf(redis.call("INFO", "clients")).contains("blocked_clients:0"));
    assertThat(lines(control, "CLIENT", "LIST")).hasSize(1);
  }

  @Test
  void a_pause_ends_by_itself_and_nothing_is_lost_or_out_of_order() throws Exception {
    RawClient control = connect();
    String large = "x".repeat(2 << 20);
    String middle = "y".repeat(50_000);
    long begin = System.nanoTime();
    assertThat(control.ask("CLIENT", "PAUSE", "400")).isEqualTo("+OK\r\n");
    List<RawClient> asking = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RawClient client = connect();
      asking.add(client);
      client.send(Cuts.bytes("SET inline" + i + " 1\r\n"));
      client.send(Requests.of("SET", "large" + i, large));
      client.send(Requests.of("STRLEN", "large" + i));
      client.send(Requests.of("SET", "middle" + i, middle));
      client.send(Requests.of("APPEND", "middle" + i, "z"));
    }
    for (RawClient client : asking) {
      assertThat(client.read()).isEqualTo("+OK\r\n");
      assertThat(client.read()).isEqualTo("+OK\r\n");
      assertThat(client.read()).isEqualTo(":" + large.length() + "\r\n");
      assertThat(client.read()).isEqualTo("+OK\r\n");
      assertThat(client.read()).isEqualTo(":50001\r\n");
    }
    assertThat(System.nanoTime() - begin).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
  }

  @Test
  void a_pause_of_writes_lets_reads_pass_and_is_ended_by_others() throws Exception {
    RawClient control = connect();
    RawClient other = connect();
    String large = "x".repeat(2 << 20);
    control.ask("CLIENT", "PAUSE", "60000", "WRITE");
    other.send(Requests.of("GET", "k"));
    other.send(Requests.of("SET", "k", large));
    other.send(Requests.of("STRLEN", "k"));
    assertThat(other.read()).isEqualTo("$-1\r\n");
    await("one is held", () -> control.ask("CLIENT", "LIST").contains(" flags=b "));
    assertThat(control.ask("EXISTS", "k")).isEqualTo(":0\r\n");
    assertThat(connect().ask("CLIENT", "UNPAUSE")).isEqualTo("+OK\r\n");
    assertThat(other.read()).isEqualTo("+OK\r\n");
    assertThat(other.read()).isEqualTo(":" + large.length() + "\r\n");
  }

  @Test
  void a_paused_client_that_goes_is_forgotten_with_its_command() throws Exception {
    RawClient control = connect();
    control.ask("CLIENT", "PAUSE", "60000", "WRITE");
    try (Socket leaving = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
      leaving.getOutputStream().write(Requests.of("SET", "k", "v"));
      await("it is held", () -> control.ask("CLIENT", "LIST").contains(" flags=b "));
    }
    await("it has gone", () -> lines(control, "CLIENT", "LIST").size() == 1);
    control.ask("CLIENT", "UNPAUSE");
    assertThat(control.ask("EXISTS", "k")).isEqualTo(":0\r\n");
  }

  @Test
  void blocked_clients_of_any_worker_are_unblocked() throws Exception {
    RawClient control = connect();
    for (String how : List.of("TIMEOUT", "ERROR")) {
      for (int i = 0; i < 4; i++) {
        RawClient blocked = connect();
        String id = id(blocked);
        blocked.send(Requests.of("BRPOP", "nosuch", "0"));
        await("it is unblocked", () -> control.ask("CLIENT", "UNBLOCK", id, how).equals(":1\r\n"));
        assertThat(blocked.read())
            .isEqualTo(
                how.equals("TIMEOUT")
                    ? "*-1\r\n"
                    : "-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n");
        assertThat(blocked.ask("PING")).isEqualTo("+PONG\r\n");
      }
    }
  }

  @Test
  void long_requests_and_replies_are_silent_too() throws Exception {
    RawClient client = connect();
    String large = "x".repeat(3 << 20);
    client.send(Requests.of("CLIENT", "REPLY", "OFF"));
    client.send(Requests.of("SET", "k", large));
    client.send(Requests.of("GET", "k"));
    client.send(Requests.of("CLIENT", "REPLY", "ON"));
    assertThat(client.read()).isEqualTo("+OK\r\n");
    assertThat(client.ask("STRLEN", "k")).isEqualTo(":" + large.length() + "\r\n");
  }
}
