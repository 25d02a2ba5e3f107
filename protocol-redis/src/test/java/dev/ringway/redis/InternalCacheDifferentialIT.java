package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache in the proxy and a Redis get the same requests on strings and say the same bytes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class InternalCacheDifferentialIT {
  /** K is a key, V a value, N a number, F a fraction, L options on lives, T a life. */
  private static final String[] TEMPLATES = {
    "GET K",
    "GET K",
    "SET K V",
    "SET K V O",
    "SET K V O O",
    "SET K V O O O",
    "SETEX K T V",
    "PSETEX K T V",
    "SETNX K V",
    "GETSET K V",
    "GETDEL K",
    "GETEX K",
    "GETEX K L",
    "GETEX K L L",
    "MGET K K K",
    "MGET K",
    "MSET K V",
    "MSET K V K V K V",
    "DEL K",
    "DEL K K K",
    "UNLINK K K",
    "EXISTS K K K",
    "TOUCH K K",
    "TTL K",
    "PTTL K",
    "EXPIRETIME K",
    "PEXPIRETIME K",
    "EXPIRE K T",
    "EXPIRE K T X",
    "EXPIRE K T X X",
    "PEXPIRE K T X",
    "EXPIREAT K D",
    "EXPIREAT K D X",
    "PEXPIREAT K D",
    "PERSIST K",
    "INCR K",
    "DECR K",
    "INCRBY K N",
    "DECRBY K N",
    "INCRBYFLOAT K F",
    "INCRBYFLOAT K F",
    "SET K F",
    "APPEND K V",
    "STRLEN K",
    "GETRANGE K I I",
    "SUBSTR K I I",
    "SETRANGE K I V",
    "TYPE K",
    "DBSIZE",
    "FLUSHALL",
    "FLUSHALL ASYNC",
    "FLUSHDB SYNC",
    "FLUSHDB BAD",
    "FLUSHALL SYNC SYNC"
  };

  private static final String[] NUMBERS = {
    "0",
    "1",
    "-1",
    "12",
    "007",
    "+5",
    " 5",
    "x",
    "",
    "-0",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "4611686018427387904",
    "1.5"
  };
  private static final String[] FRACTIONS = {
    "0",
    "1",
    "-1",
    "0.1",
    "0.2",
    "-0.3",
    "3.0e3",
    "1e-5",
    "1E+2",
    ".5",
    "5.",
    "1e17",
    "-1e20",
    "123456789.123456789",
    "0.000000000000000001",
    "1e-17",
    "x",
    "",
    "1.5x",
    " 1",
    "+2.5",
    "1e9999",
    "5.0e-3",
    "18446744073709551615",
    "18446744073709551617",
    "1.1",
    "1000000000000.000001"
  };
  private static final String[] TIMES = {
    "100",
    "5000",
    "0",
    "-1",
    "-5000",
    "x",
    "9223372036854775807",
    "9223372036854775",
    "-9223372036854775807"
  };
  private static final String[] OPTIONS = {
    "NX",
    "XX",
    "GET",
    "KEEPTTL",
    "EX 100",
    "PX 100000",
    "EXAT 9000000000",
    "PXAT 9000000000000",
    "EX 0",
    "EX -1",
    "EX x",
    "PX 9223372036854775807",
    "EX",
    "nx",
    "get",
    "BAD",
    "PERSIST"
  };
  private static final String[] LIVES = {
    "EX 100",
    "PX 100000",
    "EXAT 9000000000",
    "PXAT 9000000000000",
    "PERSIST",
    "EX 0",
    "PX x",
    "EXAT",
    "KEEPTTL",
    "NX",
    "persist"
  };
  private static final String[] VALUES = {
    "v", "hello", "", "10", "-3", "2.5", "a\r\nb", "\0\377", "long" + "g".repeat(500)
  };

  @AutoClose private final RealRedis redis = new RealRedis();
  @AutoClose private final RunningProxy proxy = new RunningProxy(2, 64L << 20);
  @AutoClose private final RawClient real = new RawClient(redis.port());
  @AutoClose private final RawClient ours = new RawClient(proxy.port());

  InternalCacheDifferentialIT() throws IOException, InterruptedException {}

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void answers_generated_requests_as_redis_does(String version) throws IOException {
    real.ask("HELLO", version);
    ours.ask("HELLO", version);
    Random random = new Random(version.hashCode());
    List<String> different = new ArrayList<>();
    for (int i = 0; i < 15_000; i++) {
      String[] request = request(random);
      String expected = real.ask(request);
      String actual = ours.ask(request);
      if (!same(request[0], expected, actual)) {
        different.add(
            String.join(" ", request) + "\n expected " + expected + "\n actual " + actual);
      }
    }
    assertThat(different).isEmpty();
  }

  /** What is left of a life may have got shorter between the two. */
  private static boolean same(String command, String expected, String actual) {
    if (!command.contains("TTL") && !command.contains("EXPIRETIME")) {
      return actual.equals(expected);
    }
    boolean millis = command.startsWith("P");
    long difference = Math.abs(number(expected) - number(actual));
    return difference <= (millis ? 5_000 : 5) && number(expected) < 0 == number(actual) < 0;
  }

  private static long number(String reply) {
    return Long.parseLong(reply.strip().substring(1));
  }

  private static String[] request(Random random) {
    String template = pick(random, TEMPLATES);
    List<String> words = new ArrayList<>();
    for (String word : template.split(" ")) {
      switch (word) {
        case "K" -> words.add(pick(random, "a", "b", "c", "d", "e"));
        case "V" -> words.add(pick(random, VALUES));
        case "N" -> words.add(pick(random, NUMBERS));
        case "I" -> words.add(pick(random, "0", "1", "3", "-1", "-3", "100", "-100", "x"));
        case "F" -> words.add(pick(random, FRACTIONS));
        case "T" -> words.add(pick(random, TIMES));
        case "D" -> words.add(pick(random, "9000000000", "1", "-1", "x", "9000000000000"));
        case "X" -> words.add(pick(random, "NX", "XX", "GT", "LT", "gt", "BAD"));
        case "O" -> words.addAll(List.of(pick(random, OPTIONS).split(" ")));
        case "L" -> words.addAll(List.of(pick(random, LIVES).split(" ")));
        default -> words.add(word);
      }
    }
    return words.toArray(String[]::new);
  }

  private static String pick(Random random, String... words) {
    return words[random.nextInt(words.length)];
  }

  @Test
  void values_of_every_size_come_back_as_they_went() throws IOException {
    for (int length : new int[] {1, 8_191, 8_192, 20_000, 1 << 20, 5_000_000}) {
      String value = "v".repeat(length);
      for (String[] request :
          new String[][] {
            {"SET", "big", value},
            {"GET", "big"},
            {"MGET", "big", "none", "big"},
            {"GETRANGE", "big", "5", "-5"},
            {"APPEND", "big", "tail"},
            {"STRLEN", "big"},
            {"MSET", "big", value, "other", value},
            {"GETDEL", "big"}
          }) {
        assertThat(ours.ask(request)).as(request[0]).isEqualTo(real.ask(request));
      }
    }
  }

  @Test
  void requests_cut_anywhere_are_answered_as_whole_ones() throws IOException {
    byte[] stream = Requests.of("SET", "cut", "value", "EX", "100");
    for (int cut = 1; cut < stream.length; cut++) {
      ours.send(Arrays.copyOf(stream, cut));
      ours.send(Arrays.copyOfRange(stream, cut, stream.length));
      assertThat(ours.read()).isEqualTo("+OK\r\n");
    }
    ours.send(Cuts.bytes("get cut\r\n"));
    assertThat(ours.read()).isEqualTo("$5\r\nvalue\r\n");
  }

  @Test
  void lives_end_as_in_redis() throws IOException, InterruptedException {
    for (RawClient each : List.of(real, ours)) {
      assertThat(each.ask("SET", "short", "v", "PX", "300")).isEqualTo("+OK\r\n");
      assertThat(each.ask("SET", "kept", "v")).isEqualTo("+OK\r\n");
      assertThat(each.ask("PEXPIRE", "kept", "300")).isEqualTo(":1\r\n");
      assertThat(each.ask("GETEX", "kept", "PERSIST")).isEqualTo("$1\r\nv\r\n");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!each.ask("GET", "short").equals("$-1\r\n")) {
        assertThat(System.nanoTime() - end).isNegative();
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(each.ask("MGET", "short", "kept")).isEqualTo("*2\r\n$-1\r\n$1\r\nv\r\n");
      assertThat(each.ask("TTL", "short")).isEqualTo(":-2\r\n");
      assertThat(each.ask("SETNX", "short", "new")).isEqualTo(":1\r\n");
    }
  }

  @Test
  void restores_the_strings_that_redis_dumps() throws IOException {
    Random random = new Random(1);
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < 30_000; i++) {
      mixed.append("ab\377".charAt(random.nextInt(3)));
    }
    List<String> values = new ArrayList<>(List.of("", "v", "-3", "300", "-70000", "5000000000"));
    values.addAll(List.of("x".repeat(63), "x".repeat(64), "y".repeat(70_000), mixed.toString()));
    for (String value : values) {
      redis.call("SET", "k", value);
      String dump = dump("k");
      assertThat(ours.ask("RESTORE", "k", "0", dump, "REPLACE")).isEqualTo("+OK\r\n");
      assertThat(ours.ask("GET", "k")).isEqualTo(real.ask("GET", "k"));
      String broken = dump.substring(0, dump.length() - 1) + "?";
      for (String[] request :
          new String[][] {
            {"RESTORE", "k", "0", dump},
            {"RESTORE", "new", "0", broken},
            {"RESTORE", "new", "0", "short"},
            {"RESTORE", "new", "-1", dump},
            {"RESTORE", "new", "x", dump},
            {"RESTORE", "new", "0", dump, "BAD"},
            {"RESTORE", "new", "100000", dump},
            {"RESTORE", "new", "9000000000000", dump, "ABSTTL", "REPLACE"},
            {"EXPIRETIME", "new"},
            {"GET", "new"},
            {"DEL", "new"}
          }) {
        assertThat(ours.ask(request)).as(request[0]).isEqualTo(real.ask(request));
      }
    }
    redis.call("RPUSH", "list", "a");
    assertThat(ours.ask("RESTORE", "list", "0", dump("list")))
        .isEqualTo("-ERR unsupported: a cache inside the proxy holds strings only\r\n");
  }

  private String dump(String key) throws IOException {
    return (String) Objects.requireNonNull(redis.call("DUMP", key));
  }

  @Test
  void refuses_by_name_what_it_has_no_part_of() throws IOException {
    assertThat(ours.ask("LPUSH", "k", "v"))
        .isEqualTo("-ERR unsupported: LPUSH is not served by a cache inside the proxy\r\n");
    assertThat(ours.ask("OBJECT", "ENCODING", "k"))
        .isEqualTo(
            "-ERR unsupported: OBJECT ENCODING is not served by a cache inside the proxy\r\n");
    assertThat(ours.ask("SCAN", "0")).startsWith("-ERR unsupported: SCAN is not served");
    assertThat(ours.ask("SELECT", "1")).isEqualTo("+OK\r\n");
    assertThat(ours.ask("GET", "k"))
        .isEqualTo("-ERR unsupported: a cache inside the proxy has database 0 only\r\n");
    assertThat(ours.ask("SELECT", "0")).isEqualTo("+OK\r\n");
    assertThat(ours.ask("MULTI")).isEqualTo("+OK\r\n");
    assertThat(ours.ask("SET", "k", "v")).isEqualTo("+QUEUED\r\n");
    assertThat(ours.ask("EXEC"))
        .isEqualTo("-ERR unsupported: a cache inside the proxy runs no transactions\r\n");
    assertThat(ours.ask("GET", "k")).isEqualTo("$-1\r\n");
  }

  @Test
  void loses_no_change_between_clients() throws Exception {
    int clients = 6;
    int rounds = 500;
    Callable<Integer> counting =
        () -> {
          int first = 0;
          try (RawClient client = new RawClient(proxy.port())) {
            for (int i = 0; i < rounds; i++) {
              client.ask("INCR", "sum");
              client.ask("APPEND", "log", "x");
              first += client.ask("SET", "round" + i, "v", "NX").equals("+OK\r\n") ? 1 : 0;
            }
          }
          return first;
        };
    int winners = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        all.add(threads.submit(counting));
      }
      for (Future<Integer> each : all) {
        winners += each.get();
      }
    }
    assertThat(winners).isEqualTo(rounds);
    assertThat(ours.ask("GET", "sum")).isEqualTo("$4\r\n" + clients * rounds + "\r\n");
    assertThat(ours.ask("STRLEN", "log")).isEqualTo(":" + clients * rounds + "\r\n");
    assertThat(ours.ask("DBSIZE")).isEqualTo(":" + (2 + rounds) + "\r\n");
  }
}
