package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands about the whole keyspace over three real servers. */
final class WholeKeyspaceIT {
  private static final String LIBRARY =
      "#!lua name=lib\nredis.register_function{function_name='f', callback=function(keys) return"
          + " redis.call('TYPE', keys[1]) end, flags={'no-writes'}}";

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void three_servers_are_one_keyspace(int version) throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      client.ask("HELLO", Integer.toString(version));
      assertThat(client.ask("RANDOMKEY")).isEqualTo(version == 3 ? "_\r\n" : "$-1\r\n");
      TreeSet<String> keys = new TreeSet<>();
      TreeSet<String> lists = new TreeSet<>();
      for (int i = 0; i < 3000; i++) {
        if (i % 10 == 0) {
          client.ask("RPUSH", "key:" + i, "v");
          lists.add("key:" + i);
        } else {
          client.ask("SET", "key:" + i, "v");
        }
        keys.add("key:" + i);
      }
      for (RealRedis server : List.of(one, two, three)) {
        assertThat((Long) server.call("DBSIZE")).isPositive();
      }
      assertThat(client.ask("DBSIZE")).isEqualTo(":3000\r\n");
      assertThat(strings(parse(client.ask("KEYS", "*")))).containsExactlyInAnyOrderElementsOf(keys);
      assertThat(scan(client)).isEqualTo(keys);
      assertThat(scan(client, "COUNT", "500")).isEqualTo(keys);
      assertThat(scan(client, "TYPE", "list", "COUNT", "100")).isEqualTo(lists);
      assertThat(scan(client, "MATCH", "key:1??")).hasSize(100);
      assertThat(keys).contains((String) Objects.requireNonNull(parse(client.ask("RANDOMKEY"))));
      assertThat(client.ask("SCAN", "x")).isEqualTo("-ERR invalid cursor\r\n");
      assertThat(client.ask("SCAN", "0", "FOO", "1")).isEqualTo("-ERR syntax error\r\n");
      assertThat(client.ask("LASTSAVE")).matches(":\\d{9,}\r\n");
      client.ask("SELECT", "5");
      client.ask("SET", "elsewhere", "v");
      assertThat(client.ask("FLUSHDB")).isEqualTo("+OK\r\n");
      assertThat(client.ask("DBSIZE")).isEqualTo(":0\r\n");
      client.ask("SELECT", "0");
      assertThat(client.ask("DBSIZE")).isEqualTo(":3000\r\n");
      assertThat(client.ask("FLUSHALL", "SYNC")).isEqualTo("+OK\r\n");
      assertThat(client.ask("DBSIZE")).isEqualTo(":0\r\n");
    }
  }

  @Test
  void scripts_and_functions_are_on_every_server() throws Exception {
    try (RealRedis one = new RealRedis();
        RealRedis two = new RealRedis();
        RealRedis three = new RealRedis();
        RunningProxy proxy = new RunningProxy(List.of(one, two, three), null);
        RawClient client = new RawClient(proxy.port())) {
      String sha = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
      assertThat(client.ask("SCRIPT", "LOAD", "return 1")).isEqualTo("$40\r\n" + sha + "\r\n");
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask("EVALSHA", sha, "1", "key" + i)).isEqualTo(":1\r\n");
      }
      assertThat(client.ask("EVALSHA", sha, "0")).isEqualTo(":1\r\n");
      assertThat(client.ask("SCRIPT", "EXISTS", sha, "x")).isEqualTo("*2\r\n:1\r\n:0\r\n");
      two.call("SCRIPT", "FLUSH");
      assertThat(client.ask("SCRIPT", "EXISTS", sha, "x")).isEqualTo("*2\r\n:0\r\n:0\r\n");
      assertThat(client.ask("SCRIPT", "FLUSH")).isEqualTo("+OK\r\n");
      assertThat(client.ask("EVALSHA", sha, "0")).startsWith("-NOSCRIPT");
      assertThat(client.ask("SCRIPT", "LOAD", "x(")).startsWith("-ERR Error compiling script");

      assertThat(client.ask("FUNCTION", "LOAD", LIBRARY)).isEqualTo("$3\r\nlib\r\n");
      for (int i = 0; i < 20; i++) {
        assertThat(client.ask("FCALL", "f", "1", "key" + i)).isEqualTo("+none\r\n");
        assertThat(client.ask("FCALL_RO", "f", "1", "key" + i)).isEqualTo("+none\r\n");
      }
      assertThat(client.ask("FUNCTION", "LIST")).contains("lib");
      assertThat(client.ask("FUNCTION", "DUMP")).startsWith("$").contains("lib");
      assertThat(client.ask("FUNCTION", "LOAD", LIBRARY)).startsWith("-ERR Library 'lib'");
      assertThat(client.ask("FUNCTION", "DELETE", "lib")).isEqualTo("+OK\r\n");
      for (RealRedis server : List.of(one, two, three)) {
        assertThat(server.call("FUNCTION", "LIST")).isEqualTo(List.of());
      }
      client.ask("FUNCTION", "LOAD", LIBRARY);
      assertThat(client.ask("FUNCTION", "FLUSH")).isEqualTo("+OK\r\n");
      assertThat(client.ask("FUNCTION", "LIST")).isEqualTo("*0\r\n");
    }
  }

  /** Every key of a walk, which must end, and never names a key twice while nothing changes. */
  private static TreeSet<String> scan(RawClient client, String... options) throws Exception {
    TreeSet<String> found = new TreeSet<>();
    String cursor = "0";
    do {
      List<String> request = new ArrayList<>(List.of("SCAN", cursor));
      request.addAll(List.of(options));
      List<?> reply = list(parse(client.ask(request.toArray(String[]::new))));
      cursor = (String) Objects.requireNonNull(reply.getFirst());
      for (String key : strings(reply.getLast())) {
        assertThat(found.add(key)).as(key).isTrue();
      }
    } while (!cursor.equals("0"));
    return found;
  }

  private static @Nullable Object parse(String reply) throws Exception {
    return RealRedis.read(new ByteArrayInputStream(reply.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static List<?> list(@Nullable Object reply) {
    return (List<?>) Objects.requireNonNull(reply);
  }

  private static List<String> strings(@Nullable Object reply) {
    List<String> strings = new ArrayList<>();
    for (Object element : list(reply)) {
      strings.add((String) element);
    }
    return strings;
  }
}
