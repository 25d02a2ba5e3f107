package dev.ringway.server.commands;

import static dev.ringway.server.kit.RespClient.bulk;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import dev.ringway.server.kit.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is gathered, what is not, and its bounds. */
@ExtendWith(NoLeaks.class)
final class GatheredIT {
  private static final String CROSS_SLOT =
      "-CROSSSLOT Keys in request don't hash to the same slot\r\n";

  private static Shards shards(String... listener) throws Exception {
    return new Shards(List.of(), List.of(listener), List.of());
  }

  @Test
  void nothing_is_gathered_unless_that_is_configured() throws Exception {
    try (Shards shards = shards();
        RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "a");
      String b = shards.keyOn(1, "b");
      assertThat(client.ask("SUNION", a, b)).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("PFMERGE", a, b)).isEqualTo(CROSS_SLOT);
    }
  }

  @Test
  void only_the_commands_that_are_named_are_gathered() throws Exception {
    try (Shards shards = shards("cross_slot: gather", "gather: {commands: [SUNION, pfcount]}");
        RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "a");
      String b = shards.keyOn(1, "b");
      assertThat(client.ask("SUNION", a, b)).isEqualTo("*0\r\n");
      assertThat(client.ask("PFCOUNT", a, b)).isEqualTo(":0\r\n");
      assertThat(client.ask("SINTER", a, b)).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("BITOP", "OR", a, b)).isEqualTo(CROSS_SLOT);
    }
  }

  @Test
  void what_cannot_be_done_right_is_refused_as_before() throws Exception {
    try (Shards shards = shards("cross_slot: gather");
        RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "a");
      String b = shards.keyOn(1, "b");
      assertThat(client.ask("MSETNX", a, "1", b, "2")).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("SMOVE", a, b, "m")).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("RENAME", a, b)).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("MULTI")).isEqualTo("+OK\r\n");
      assertThat(client.ask("SADD", a, "m")).isEqualTo("+QUEUED\r\n");
      assertThat(client.ask("SUNIONSTORE", a, a, b)).isEqualTo(CROSS_SLOT);
      assertThat(client.ask("EXEC")).startsWith("-EXECABORT ");
      assertThat(client.ask("SUNION", a, b)).isEqualTo("*0\r\n");
    }
  }

  @Test
  void too_much_is_refused_and_the_connection_goes_on() throws Exception {
    try (Shards shards =
            shards("cross_slot: gather", "gather: {max_bytes: 100KiB, max_elements: 1000}");
        RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "a");
      String b = shards.keyOn(1, "b");
      String to = shards.keyOn(2, "to");
      for (String key : List.of(a, b)) {
        List<String> add = new ArrayList<>(List.of("SADD", key));
        for (int i = 0; i < 600; i++) {
          add.add(key + i);
        }
        client.ask(add.toArray(String[]::new));
      }
      client.ask("SADD", to, "old");
      String elements =
          "-ERR too_large: SUNIONSTORE over several servers may gather 1000 members,"
              + " max_elements\r\n";
      assertThat(client.ask("SUNIONSTORE", to, a, b)).isEqualTo(elements);
      assertThat(client.ask("SMEMBERS", to)).isEqualTo("*1\r\n" + bulk("old"));
      assertThat(client.ask("SINTER", a, b)).isEqualTo("*0\r\n");
      client.ask("DEL", b);
      client.ask("SET", a, "x".repeat(3_000_000));
      assertThat(client.ask("BITOP", "OR", to, a, b))
          .isEqualTo(
              "-ERR too_large: BITOP over several servers may gather 102400 bytes, max_bytes\r\n");
      client.ask("SET", a, "x".repeat(50_000));
      assertThat(client.ask("BITOP", "OR", to, a, b)).isEqualTo(":50000\r\n");
      assertThat(client.ask("STRLEN", to)).isEqualTo(":50000\r\n");
    }
  }

  @Test
  void a_servers_failure_is_the_answer_and_nothing_is_written() throws Exception {
    try (Shards shards = shards("cross_slot: gather");
        RespClient client = shards.connect()) {
      String a = shards.keyOn(0, "a");
      String b = shards.keyOn(1, "b");
      String to = shards.keyOn(2, "to");
      client.ask("SADD", a, "m");
      client.ask("SADD", to, "old");
      client.ask("SADD", b, "m");
      shards.shard(1).kill();
      assertThat(client.ask("SUNIONSTORE", to, a, b)).contains("server shard-1");
      assertThat(client.ask("SDIFF", a, b)).contains("server shard-1");
      assertThat(client.ask("SMEMBERS", to)).isEqualTo("*1\r\n" + bulk("old"));
    }
  }

  @Test
  void each_copy_makes_its_own_result_and_a_life_that_must_be_cut_keeps_keys_together()
      throws Exception {
    try (TestServers servers = new TestServers()) {
      List<TestServer> all = servers.redisServers(4);
      LocalRingway ringway =
          servers.with(
              LocalRingway.start(
                  servers.file(
                      "ringway.yml",
                      """
                      listeners:
                        redis:
                          listen: 127.0.0.1:%d
                          protocol: redis
                          cross_slot: gather
                          route:
                            prefix:
                              stop: ":"
                              map: {short: {ttl: {of: one, max: 60s}}}
                              default: {allsync: {of: [one, two]}}
                      pools:
                        one: {servers: ["%s:1 a", "%s:1 b"]}
                        two: {seed: other, servers: ["%s:1 c", "%s:1 d"]}
                      """
                          .formatted(
                              Ports.free(),
                              all.get(0).address(),
                              all.get(1).address(),
                              all.get(2).address(),
                              all.get(3).address())),
                  1));
      try (RespClient client = ringway.connect()) {
        String a = ringway.keyOn("a", "a");
        String b = ringway.keyOn("b", "b");
        client.ask("SADD", a, "x");
        client.ask("SADD", b, "y");
        assertThat(client.ask("SUNIONSTORE", "result", a, b)).isEqualTo(":2\r\n");
        assertThat(client.ask("SUNION", a, b)).startsWith("*2\r\n");
        int copies = 0;
        for (TestServer server : all) {
          try (RespClient direct = server.connect()) {
            copies += direct.ask("SCARD", "result").equals(":2\r\n") ? 1 : 0;
          }
        }
        assertThat(copies).isEqualTo(2);
        String shortA = ringway.keyOn("a", "short:");
        String shortB = ringway.keyOn("b", "short:");
        assertThat(client.ask("SUNION", shortA, shortB)).isEqualTo("*0\r\n");
        assertThat(client.ask("SUNIONSTORE", shortA, shortB)).isEqualTo(CROSS_SLOT);
      }
    }
  }
}
