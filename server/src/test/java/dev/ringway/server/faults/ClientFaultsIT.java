package dev.ringway.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that send what no client should, or do not take what they asked for. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class ClientFaultsIT {
  @AutoClose private final TestServers servers = new TestServers();
  private final List<AutoCloseable> clients = new ArrayList<>();
  private TestServer server;
  private FaultyPool pool;

  @BeforeEach
  void start() throws Exception {
    server = servers.redis();
    pool = FaultyPool.start(servers, server.address());
  }

  @AfterEach
  void end() throws Exception {
    for (AutoCloseable client : clients) {
      client.close();
    }
    pool.close();
  }

  private RespClient connect() {
    RespClient client = pool.ringway().connect();
    clients.add(client);
    return client;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void half_a_request_waits_for_its_rest_and_holds_up_nobody() {
    List<RespClient> halves = new ArrayList<>();
    byte[] set = RespClient.command("SET", pool.key("k"), "v".repeat(5_000));
    for (int cut = 1; cut < 200; cut++) {
      RespClient client = connect();
      client.send(Arrays.copyOf(set, cut * set.length / 200));
      halves.add(client);
    }
    pool.checkOthers();
    for (int i = 0; i < halves.size(); i++) {
      RespClient client = halves.get(i);
      if (i % 3 == 0) {
        client.endOutput();
        assertThat(client.read()).isEqualTo(RespClient.CLOSED);
      } else if (i % 3 == 1) {
        client.reset();
      } else {
        int sent = (i + 1) * set.length / 200;
        client.send(Arrays.copyOfRange(set, sent, set.length));
        assertThat(client.read()).isEqualTo("+OK\r\n");
      }
    }
    awaitClients(4 + halves.size() / 3);
  }

  @Test
  void a_length_of_two_to_the_31st_is_refused_in_the_words_of_redis() throws IOException {
    for (String head :
        List.of(
            "*2\r\n$3\r\nGET\r\n$2147483648\r\n",
            "*1\r\n$2147483648\r\n",
            "*2\r\n$3\r\nGET\r\n$99999999999999999999\r\n",
            "*2\r\n$3\r\nGET\r\n$-5\r\n")) {
      expectRefusal(head, "-ERR Protocol error: invalid bulk length\r\n");
    }
    expectRefusal("*2147483648\r\n", "-ERR Protocol error: invalid multibulk length\r\n");
    pool.checkOthers();
  }

  @Test
  void ten_thousand_nested_arrays_are_refused_at_the_second() throws IOException {
    expectRefusal("*1\r\n".repeat(10_000), "-ERR Protocol error: expected '$', got '*'\r\n");
    pool.checkOthers();
  }

  private void expectRefusal(String bad, String words) throws IOException {
    String before = "*2\r\n$4\r\nECHO\r\n$1\r\na\r\n";
    try (RespClient client = pool.ringway().connect();
        RespClient direct = server.connect()) {
      client.send(bytes(before + bad));
      direct.send(bytes(before + bad));
      assertThat(client.readToEnd()).containsExactly("$1\r\na\r\n", words, RespClient.CLOSED);
      assertThat(direct.readToEnd()).containsExactly("$1\r\na\r\n", words, RespClient.CLOSED);
    }
  }

  @Test
  void announced_lengths_take_no_memory() {
    long before = PlatformDependent.usedDirectMemory();
    for (int i = 0; i < 100; i++) {
      connect().send(bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nabc"));
      connect().send(bytes("*1048576\r\n$4\r\nMGET\r\n"));
    }
    pool.checkOthers();
    assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(64L << 20);
  }

  @Test
  void one_byte_at_a_time_is_a_request_in_the_end() throws InterruptedException {
    List<byte[]> commands = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      commands.add(RespClient.command("SET", pool.key("k" + i), "v" + i));
      connect();
    }
    int longest = commands.stream().mapToInt(command -> command.length).max().orElseThrow();
    for (int at = 0; at < longest; at++) {
      for (int i = 0; i < commands.size(); i++) {
        if (at < commands.get(i).length) {
          ((RespClient) clients.get(i)).send(new byte[] {commands.get(i)[at]});
        }
      }
      // The pace is the fault that is tried.
      TimeUnit.MILLISECONDS.sleep(20);
    }
    for (AutoCloseable client : clients) {
      assertThat(((RespClient) client).read()).isEqualTo("+OK\r\n");
    }
  }

  @Test
  void clients_that_never_read_are_closed_at_their_cap_and_take_no_more_memory() {
    String key = pool.key("big");
    assertThat(connect().ask("SET", key, "x".repeat(1 << 20))).isEqualTo("+OK\r\n");
    List<RespClient> deaf = new ArrayList<>();
    byte[] get = RespClient.command("GET", key);
    for (int i = 0; i < 6; i++) {
      RespClient client = RespClient.withReceiveBuffer(pool.ringway().port(), 4096);
      clients.add(client);
      deaf.add(client);
      for (int k = 0; k < 100; k++) {
        client.send(get);
      }
    }
    pool.checkOthers();
    // The shard's own clients wait for what was asked before, and for no client to read it.
    RespClient other = connect();
    Await.until("the shard", () -> other.ask("STRLEN", key).equals(":1048576\r\n"));
    pool.checkOthers();
    deaf.forEach(RespClient::close);
    awaitClients(4 + 2);
  }

  @Test
  void clients_that_vanish_with_a_thousand_requests_in_flight_leave_nothing_behind() {
    String key = pool.key("k");
    assertThat(connect().ask("SET", key, "v".repeat(500))).isEqualTo("+OK\r\n");
    for (int round = 0; round < 10; round++) {
      byte[] get = RespClient.command("GET", key);
      ByteBuffer thousand = ByteBuffer.allocate(1_000 * get.length);
      for (int i = 0; i < 1_000; i++) {
        thousand.put(get);
      }
      if (round % 2 == 0) {
        server.hang();
      }
      for (int i = 0; i < 5; i++) {
        RespClient client = pool.ringway().connect();
        client.send(thousand.array());
        client.reset();
      }
      pool.checkOthers();
      if (round % 2 == 0) {
        server.goOn();
      }
    }
    awaitClients(4 + 1);
    RespClient client = connect();
    Await.until("no request is left", () -> pending() == 0);
    assertThat(client.ask("STRLEN", key)).isEqualTo(":500\r\n");
  }

  @Test
  void clients_that_end_within_a_long_request_leave_nothing_behind() {
    byte[] set = RespClient.command("SET", pool.key("k"), "v".repeat(3 << 20));
    byte[] get = RespClient.command("GET", pool.key("k"));
    for (int sent : new int[] {200, 100_000, 1_500_000}) {
      for (int before = 0; before <= 1; before++) {
        RespClient ending = connect();
        RespClient closing = connect();
        RespClient vanishing = connect();
        for (RespClient client : List.of(ending, closing, vanishing)) {
          client.send(before == 0 ? new byte[0] : get);
          client.send(Arrays.copyOf(set, sent));
        }
        ending.endOutput();
        closing.close();
        vanishing.reset();
        if (before == 1) {
          assertThat(ending.read()).isEqualTo("$-1\r\n");
        }
        assertThat(ending.read()).isEqualTo(RespClient.CLOSED);
      }
    }
    pool.checkOthers();
    awaitClients(4);
    Await.until("no request is left", () -> pending() == 0);
    assertThat(connect().ask("EXISTS", pool.key("k"))).isEqualTo(":0\r\n");
  }

  @Test
  void five_thousand_idle_clients_cost_little() throws IOException {
    long before = PlatformDependent.usedDirectMemory();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), pool.ringway().port());
    for (int i = 0; i < 5_000; i++) {
      SocketChannel client = SocketChannel.open(address);
      clients.add(client);
      if (i % 2 == 0) {
        client.write(ByteBuffer.wrap(RespClient.command("GET", "k" + i)));
      }
    }
    awaitClients(4 + 5_000);
    pool.checkOthers();
    assertThat(connect().ask("ECHO", "me")).isEqualTo("$2\r\nme\r\n");
    assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(64L << 20);
  }

  private void awaitClients(long number) {
    Await.until(
        "the proxy has " + number + " clients",
        () -> {
          long open = 0;
          for (List<ListenerStats> blocks : pool.ringway().proxy().stats().listeners().values()) {
            for (ListenerStats block : blocks) {
              open += block.get(ListenerCounter.CLIENT_CONNECTIONS);
            }
          }
          return open == number;
        });
  }

  private long pending() {
    long pending = 0;
    for (List<ServerStats> blocks : pool.ringway().proxy().stats().servers().values()) {
      for (ServerStats block : blocks) {
        pending += block.get(ServerCounter.IN_QUEUE) + block.get(ServerCounter.OUT_QUEUE);
      }
    }
    return pending;
  }
}
