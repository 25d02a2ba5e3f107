package dev.ringway.server.commands;

import static dev.ringway.server.kit.RespClient.bulk;
import static dev.ringway.server.kit.RespClient.command;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.stats.ListenerStats;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Commands that only the servers and the configuration know: the servers have some of their own
 * under names that Redis does not have, as a module would.
 */
@ExtendWith(NoLeaks.class)
final class AddedCommandsIT {
  private static final List<String> RENAMED =
      List.of(
          "--rename-command",
          "GET",
          "MY.GET",
          "--rename-command",
          "STRLEN",
          "MY.LENGTH",
          "--rename-command",
          "MGET",
          "MY.MGET",
          "--rename-command",
          "EXISTS",
          "MY.EXISTS",
          "--rename-command",
          "DBSIZE",
          "MY.SIZE",
          "--rename-command",
          "SINTERCARD",
          "MY.SINTERCARD",
          "--rename-command",
          "ECHO",
          "MY.ECHO");

  private static final List<String> COMMANDS =
      List.of(
          "MY.GET: {arity: 2, key: 1, reads: true}",
          "MY.MGET: {keys: [1, -1], reads: true, split: values}",
          "MY.EXISTS: {keys: [1, -1], reads: true, split: sum}",
          "MY.SIZE: {every: sum, reads: true}",
          "MY.SINTERCARD: {numkeys: 1, reads: true}",
          "MY.ECHO: {}",
          "MY.L*: {key: 1}",
          "FLUSHALL: {refuse: \"not in production\"}",
          "CONFIG GET: {refuse: \"ask the operators\"}");

  @SuppressWarnings("NullAway.Init") // in start
  private static Shards shards;

  @BeforeAll
  static void start() throws Exception {
    shards = new Shards(RENAMED, List.of(), COMMANDS);
  }

  @AfterAll
  static void end() {
    shards.close();
  }

  @Test
  void go_to_the_servers_of_their_keys() {
    try (RespClient client = shards.connect()) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.ask("SET", "key" + i, "value" + i)).isEqualTo("+OK\r\n");
        assertThat(client.ask("my.Get", "key" + i)).isEqualTo(bulk("value" + i));
        assertThat(client.ask("MY.LENGTH", "key" + i))
            .isEqualTo(":" + ("value" + i).length() + "\r\n");
      }
      assertThat(client.ask("MY.ECHO", "hi")).isEqualTo(bulk("hi"));
    }
  }

  @Test
  void are_divided_or_sent_to_every_server() {
    try (RespClient client = shards.connect()) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        names.add(shards.keyOn(i, "divided"));
        client.ask("SET", names.get(i), "v" + i);
      }
      assertThat(client.ask("MY.MGET", names.get(2), names.get(0), "none", names.get(1)))
          .isEqualTo("*4\r\n" + bulk("v2") + bulk("v0") + "$-1\r\n" + bulk("v1"));
      assertThat(client.ask("MY.EXISTS", names.get(2), names.get(0), "none")).isEqualTo(":2\r\n");
      long all = Long.parseLong(client.ask("MY.SIZE").strip().substring(1));
      assertThat(all).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void whose_keys_part_are_refused_as_others_are() {
    try (RespClient client = shards.connect()) {
      String zero = shards.keyOn(0, "set");
      String one = shards.keyOn(1, "set");
      client.ask("SADD", zero, "a", "b");
      assertThat(client.ask("MY.SINTERCARD", "1", zero, "LIMIT", "1")).isEqualTo(":1\r\n");
      assertThat(client.ask("MY.SINTERCARD", "2", zero, one)).startsWith("-CROSSSLOT ");
    }
  }

  @Test
  void keep_their_place_in_pipelines_and_transactions() {
    try (RespClient client = shards.connect()) {
      List<byte[]> pipeline = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        pipeline.add(command("SET", "counter", Integer.toString(i)));
        pipeline.add(command("MY.GET", "counter"));
      }
      List<String> replies = client.askAll(pipeline);
      for (int i = 0; i < 100; i++) {
        assertThat(replies.get(2 * i + 1)).isEqualTo(bulk(Integer.toString(i)));
      }
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SET", "counter", "x")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("MY.GET", "counter")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("EXEC")).isEqualTo("*2\r\n+OK\r\n" + bulk("x"));
    }
  }

  @Test
  void are_refused_by_their_arity_and_by_name() {
    try (RespClient client = shards.connect()) {
      assertThat(client.ask("MY.GET"))
          .isEqualTo("-ERR wrong number of arguments for 'my.get' command\r\n");
      assertThat(client.ask("MY.LENGTH"))
          .isEqualTo("-ERR wrong number of arguments for 'my.length' command\r\n");
      assertThat(client.ask("MY.OTHER", "k")).startsWith("-ERR unknown command 'MY.OTHER'");
      assertThat(client.ask("FLUSHALL"))
          .isEqualTo("-ERR unsupported: FLUSHALL is refused: not in production\r\n");
      assertThat(client.ask("CONFIG", "GET", "save"))
          .isEqualTo("-ERR unsupported: CONFIG GET is refused: ask the operators\r\n");
      client.ask("MULTI");
      assertThat(client.ask("FLUSHALL")).startsWith("-ERR unsupported: FLUSHALL is refused");
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
    }
  }

  @Test
  void of_a_module_that_is_not_there_get_the_servers_own_words() {
    try (RespClient client = shards.connect()) {
      assertThat(client.ask("JSON.GET", "k", "$"))
          .startsWith("-ERR unknown command 'JSON.GET', with args beginning with: 'k' '$'");
      assertThat(client.ask("FT.SEARCH", "i", "*")).startsWith("-ERR unsupported: FT.SEARCH ");
    }
  }

  @Test
  void are_told_of_by_command_and_counted_by_name() {
    try (RespClient client = shards.connect()) {
      assertThat(client.ask("COMMAND", "INFO", "my.get"))
          .startsWith(
              "*1\r\n*10\r\n" + bulk("my.get") + ":2\r\n*2\r\n+readonly\r\n+module\r\n:1\r\n");
      assertThat(client.ask("COMMAND", "LIST", "FILTERBY", "PATTERN", "my.*"))
          .contains(bulk("my.get"), bulk("my.size"))
          .doesNotContain(bulk("my.l*"));
      assertThat(client.ask("COMMAND", "LIST")).doesNotContain(bulk("flushall"));
      assertThat(client.ask("COMMAND", "GETKEYS", "MY.SINTERCARD", "2", "a", "b"))
          .isEqualTo("*2\r\n" + bulk("a") + bulk("b"));
      assertThat(client.ask("COMMAND", "GETKEYS", "MY.LENGTH", "a"))
          .isEqualTo("*1\r\n" + bulk("a"));
      client.ask("MY.LENGTH", "a");
      assertThat(requests("my.l*")).isPositive();
    }
  }

  private static long requests(String name) {
    Protocol redis = Objects.requireNonNull(shards.ringway().proxy().protocols().get("redis"));
    for (Command row : redis.commands()) {
      if (row.name().equals(name)) {
        return shards.ringway().proxy().stats().listeners().values().stream()
            .flatMap(List::stream)
            .mapToLong((ListenerStats block) -> block.requests(row.ordinal()))
            .sum();
      }
    }
    throw new AssertionError("no row " + name);
  }

  @Test
  void come_and_go_with_a_reload_also_for_clients_that_are_connected() throws Exception {
    try (Shards own = new Shards(RENAMED, List.of(), List.of());
        RespClient client = own.connect()) {
      assertThat(client.ask("SET", "k", "v")).isEqualTo("+OK\r\n");
      assertThat(client.ask("MY.GET", "k")).startsWith("-ERR unknown command 'MY.GET'");
      own.reload(List.of("MY.*: {key: 1}", "SET: {refuse: \"read only today\"}"));
      assertThat(client.ask("MY.GET", "k")).isEqualTo(bulk("v"));
      assertThat(client.ask("SET", "k", "w"))
          .isEqualTo("-ERR unsupported: SET is refused: read only today\r\n");
      own.reload(List.of("MY.GET: {arity: 2, key: 1, reads: true}"));
      assertThat(client.ask("MY.GET", "k")).isEqualTo(bulk("v"));
      assertThat(client.ask("MY.LENGTH", "k")).startsWith("-ERR unknown command 'MY.LENGTH'");
      assertThat(client.ask("SET", "k", "w")).isEqualTo("+OK\r\n");
      assertThat(client.ask("MY.GET", "k")).isEqualTo(bulk("w"));
    }
  }
}
