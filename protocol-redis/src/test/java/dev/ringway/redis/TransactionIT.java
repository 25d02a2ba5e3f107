package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transactions over three real servers. */
final class TransactionIT {
  @Test
  void a_transaction_runs_on_the_server_of_its_keys() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      for (int i = 0; i < 30; i++) {
        String tag = "{" + i + "}";
        assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
        assertThat(client.ask("SET", tag + "a", "1")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("MSET", tag + "b", "2", tag + "c", "3")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("PING")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("INCR", tag + "a")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("EXEC")).isEqualTo("*4\r\n+OK\r\n+OK\r\n+PONG\r\n:2\r\n");
        assertThat(client.ask("GET", tag + "a")).isEqualTo("$1\r\n2\r\n");
      }
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*0\r\n");
      client.ask("MULTI");
      assertThat(client.ask("SET", "{x}big", "v".repeat(3_000_000))).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("STRLEN", "{x}big")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*2\r\n+OK\r\n:3000000\r\n");
    }
  }

  @Test
  void what_leaves_the_server_is_refused_and_aborts() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      String aborted = "-EXECABORT Transaction discarded because of previous errors.\r\n";
      client.ask("MULTI");
      List<String> replies = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        replies.add(client.ask("SET", "key" + i, "v"));
      }
      assertThat(replies)
          .contains("+QUEUED\r\n")
          .contains("-CROSSSLOT Keys in request don't hash to the same slot\r\n");
      assertThat(client.ask("EXEC")).isEqualTo(aborted);
      assertThat(client.ask("DBSIZE")).isEqualTo(":0\r\n");
      for (String name : List.of("DBSIZE", "CLIENT REPLY OFF", "SUBSCRIBE x")) {
        client.ask("MULTI");
        assertThat(client.ask(name.split(" "))).startsWith("-ERR unsupported: ");
        assertThat(client.ask("EXEC")).isEqualTo(aborted);
      }
      client.ask("MULTI");
      assertThat(client.ask("SAVE")).isEqualTo("-ERR Command not allowed inside a transaction\r\n");
      assertThat(client.ask("EXEC")).isEqualTo(aborted);
      client.ask("MULTI");
      client.ask("SET", "k", "v");
      assertThat(client.ask("DISCARD")).isEqualTo("+OK\r\n");
      assertThat(client.ask("GET", "k")).isEqualTo("$-1\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("-ERR EXEC without MULTI\r\n");
    }
  }

  @Test
  void what_concerns_all_keys_of_one_server_is_queued() throws Exception {
    try (RealRedis redis = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(redis), null);
        RawClient client = new RawClient(proxy.port())) {
      client.ask("MULTI");
      for (String name : List.of("SET k v", "DBSIZE", "KEYS *", "FLUSHALL", "SCAN 0")) {
        assertThat(client.ask(name.split(" "))).isEqualTo("+QUEUED\r\n");
      }
      assertThat(client.ask("EXEC"))
          .isEqualTo("*5\r\n+OK\r\n:1\r\n*1\r\n$1\r\nk\r\n+OK\r\n*2\r\n$1\r\n0\r\n*0\r\n");
    }
  }

  @Test
  void a_pattern_that_begins_with_a_tag_concerns_one_of_several_servers() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      for (int i = 0; i < 10; i++) {
        String tag = "q{" + i + "}";
        client.ask("MULTI");
        assertThat(client.ask("SET", tag + "a", "1")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("KEYS", tag + "*")).isEqualTo("+QUEUED\r\n");
        assertThat(client.ask("EXEC")).isEqualTo("*2\r\n+OK\r\n*1\r\n$5\r\n" + tag + "a\r\n");
      }
      for (String pattern : List.of("*", "q*{1}", "q{1*}", "q[{]1}")) {
        client.ask("MULTI");
        assertThat(client.ask("KEYS", pattern))
            .isEqualTo(
                "-ERR unsupported: KEYS between MULTI and EXEC would concern several servers\r\n");
        assertThat(client.ask("EXEC")).startsWith("-EXECABORT");
      }
    }
  }

  @Test
  void a_silent_server_costs_one_timeout_and_no_reply_goes_astray() throws Exception {
    try (RealRedis redis = new RealRedis("--enable-debug-command", "yes");
        RawClient sleeper = new RawClient(redis.port());
        RunningProxy proxy = new RunningProxy(List.of(redis), null);
        RawClient client = new RawClient(proxy.port());
        RawClient neighbour = new RawClient(proxy.port())) {
      client.ask("SET", "k", "before");
      sleeper.send(Requests.of("DEBUG", "SLEEP", "6.5"));
      client.ask("MULTI");
      client.ask("SET", "k", "after");
      client.ask("GET", "k");
      assertThat(client.ask("EXEC")).startsWith("-ERR timeout: ");
      client.send(Requests.of("GET", "k"));
      neighbour.send(Requests.of("ECHO", "x"));
      neighbour.send(Requests.of("STRLEN", "k"));
      assertThat(client.read()).isEqualTo("$5\r\nafter\r\n");
      assertThat(neighbour.read()).isEqualTo("$1\r\nx\r\n");
      assertThat(neighbour.read()).isEqualTo(":5\r\n");
      assertThat(sleeper.read()).isEqualTo("+OK\r\n");
      client.ask("MULTI");
      client.ask("GET", "k");
      assertThat(client.ask("EXEC")).isEqualTo("*1\r\n$5\r\nafter\r\n");
    }
  }

  @Test
  void nothing_comes_in_between_and_replies_find_their_clients() throws Exception {
    try (RealRedis redis = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(redis), null)) {
      List<Thread> threads = new ArrayList<>();
      List<String> wrong = Collections.synchronizedList(new ArrayList<>());
      for (int c = 0; c < 8; c++) {
        String name = "c" + c;
        threads.add(Thread.ofVirtual().start(() -> hammer(proxy.port(), name, wrong)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(wrong).isEmpty();
    }
  }

  /** Transactions in pipelines with plain requests around them, all on one counter. */
  private static void hammer(int port, String name, List<String> wrong) {
    try (RawClient client = new RawClient(port)) {
      for (int i = 0; i < 200; i++) {
        String value = name + "." + i;
        String[][] requests = {
          {"ECHO", value}, {"MULTI"}, {"SET", "shared", value}, {"INCR", "count"},
          {"GET", "shared"}, {"EXEC"}, {"SET", name, value}, {"GET", name}
        };
        for (String[] request : requests) {
          client.send(Requests.of(request));
        }
        String bulk = "$" + value.length() + "\r\n" + value + "\r\n";
        List<String> replies = new ArrayList<>();
        for (int r = 0; r < requests.length; r++) {
          replies.add(client.read());
        }
        boolean good =
            replies.get(0).equals(bulk)
                && replies.get(5).startsWith("*3\r\n+OK\r\n:")
                && replies.get(5).endsWith(bulk)
                && replies.get(7).equals(bulk);
        if (!good) {
          wrong.add(replies.toString());
        }
      }
    } catch (IOException e) {
      wrong.add(e.toString());
    }
  }
}
