package dev.ringway.server.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import dev.ringway.server.dropin.DifferenceTable.Row;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.RespClient;
import dev.ringway.server.kit.TestServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every reply that differs from nutcracker's on purpose, seen at both and held against the tables
 * of {@code docs/twemproxy.md}.
 */
@ExtendWith(NoLeaks.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class DifferencesIT {
  private static final String AS_REDIS = "As Redis answers.";

  private static void prepare(BothProxies both) {
    for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
      try (client) {
        Exchange.prepare(client);
        for (int i = 0; i < 20; i++) {
          client.ask("SET", "a key of " + i, "v");
          client.ask("SET", "key-" + i * 7919, "v" + i);
        }
        client.ask("SADD", "some-set", "x", "y");
        client.ask("SADD", "other-set", "y", "z");
        client.ask("ZADD", "{cat}a", "1", "x");
        client.ask("ZADD", "{cat}b", "1", "x");
      }
    }
  }

  @Test
  void commands() throws Exception {
    try (BothProxies both = new BothProxies(3, "hash_tag: \"{}\"")) {
      prepare(both);
      DifferenceTable.ofRedis(both)
          .holds(
              "commands",
              new Row(AS_REDIS, "QUIT"),
              new Row(AS_REDIS, "PING", "QUIT"),
              new Row(AS_REDIS, "PING hello"),
              new Row(AS_REDIS, "raw PING\\r\\n"),
              new Row(AS_REDIS, "raw *0\\r\\n"),
              new Row(AS_REDIS, "GET"),
              new Row(AS_REDIS, "SET k v", "GET", "GET k"),
              new Row(AS_REDIS, "PING", "ECHO hello"),
              new Row(AS_REDIS, "ECHO hello"),
              new Row("The proxy speaks both versions of RESP.", "HELLO 3"),
              new Row(
                  "The proxy answers for all servers, so that `redis-cli` starts.",
                  "COMMAND COUNT"),
              new Row(AS_REDIS, "SELECT 0"),
              new Row(AS_REDIS, "AUTH secret"),
              new Row(AS_REDIS, "AUTH user secret"),
              new Row("No limit but the configured one.", "GET k×20000"),
              new Row(AS_REDIS, "raw *1\\r\\n$x\\r\\n"),
              new Row(
                  "Counted on every server; nutcracker asks the first key's only.",
                  "EXISTS key-0 key-7919 key-15838 key-23757 key-31676 key-39595 key-47514 key-55433"),
              new Row(
                  "A wrong answer is worse than none; `cross_slot: first_key` in Ringway's own format"
                      + " has nutcracker's rule.",
                  "SINTER some-set other-set"),
              new Row("As above.", "SUNIONSTORE some-set other-set third-set"),
              new Row("nutcracker takes the number of keys for the key.", "ZINTER 2 {cat}a {cat}b"),
              new Row("Any server can run it, but which is chance.", "EVAL return(1) 0"),
              new Row("Served by the key's server.", "OBJECT ENCODING key-0"),
              new Row("Served by the key's server.", "MOVE none 1"),
              new Row("Served by the key's server.", "RENAME {tag}none {tag}other"));
    }
  }

  @Test
  void what_nutcracker_does_not_know_closes_it_and_not_ringway() throws Exception {
    Set<String> known = new HashSet<>(Set.of("auth", "command", "lolwut", "ping", "quit", "spop"));
    RepliesIT.commandNames().forEach(known::add);
    List<String> unknown =
        RedisCommands.standard().rows().stream()
            .map(RedisCommand::name)
            .filter(name -> !known.contains(name.split("\\|")[0]))
            .toList();
    assertThat(unknown).hasSizeGreaterThan(150);
    try (BothProxies both = new BothProxies(1)) {
      for (String name : unknown) {
        List<String> words = new ArrayList<>(List.of(name.split("\\|")));
        words.addAll(List.of("k", "k", "k"));
        byte[] command = RespClient.command(words.toArray(String[]::new));
        try (RespClient theirs = both.nutcracker();
            RespClient ours = both.ringway()) {
          theirs.send(command);
          assertThat(theirs.read()).as(name).isEqualTo(RespClient.CLOSED);
          ours.send(command);
          ours.send(RespClient.command("PING", "still here"));
          assertThat(ours.readUntil("still here\r\n")).as(name).doesNotContain(RespClient.CLOSED);
        }
      }
    }
  }

  @Test
  void client_connections_are_limited_where_nutcracker_forgets_the_limit() throws Exception {
    try (BothProxies both = new BothProxies(1, "client_connections: 2")) {
      List<RespClient> clients = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        clients.add(both.nutcracker());
        assertThat(clients.getLast().ask("PING")).isEqualTo("+PONG\r\n");
      }
      // The check that the proxy accepts may not have left it yet.
      for (int i = 0; i < 2; i++) {
        Await.until(
            "a place",
            () -> {
              RespClient client = both.ringway();
              clients.add(client);
              return client.ask("PING").equals("+PONG\r\n");
            });
      }
      RespClient third = both.ringway();
      clients.add(third);
      assertThat(third.readToEnd())
          .containsExactly(
              "-ERR overloaded: listener pool has 2 clients, its client_connections\r\n",
              RespClient.CLOSED);
      clients.forEach(RespClient::close);
    }
  }

  @Test
  void authentication() throws Exception {
    try (BothProxies both = new BothProxies(1, "redis_auth: secret")) {
      both.eachShard(0, shard -> askDirectly(shard, "CONFIG", "SET", "requirepass", "secret"));
      for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
        try (client) {
          client.ask("AUTH", "secret");
          Exchange.prepare(client);
        }
      }
      DifferenceTable.ofRedis(both)
          .holds(
              "authentication",
              new Row("Redis's own words.", "GET k"),
              new Row("Redis's own words.", "AUTH wrong"),
              new Row(
                  "As Redis: a failed attempt takes nothing away.",
                  "AUTH secret",
                  "AUTH wrong",
                  "GET k"),
              new Row(AS_REDIS, "AUTH default secret", "GET k"));
    }
  }

  @Test
  void a_server_is_down() throws Exception {
    try (BothProxies both = new BothProxies(3)) {
      prepare(both);
      String dead = both.local().keyOn("shard-1", "on-dead-");
      String live = both.local().keyOn("shard-2", "on-live-");
      both.eachShard(1, TestServer::kill);
      // Both have seen the end of their connections.
      for (RespClient client : List.of(both.nutcracker(), both.ringway())) {
        try (client) {
          client.ask("GET", dead);
          client.ask("GET", dead);
        }
      }
      String sentence = "The code, the server and what happened.";
      DifferenceTable.ofRedis(both)
          .holds(
              "down",
              new Row(sentence, "GET " + dead),
              new Row(
                  "The client stays connected; `partial_results: miss` in Ringway's own format answers"
                      + " nil for the keys in question.",
                  "MGET " + dead + " " + live),
              new Row(sentence, "MSET " + dead + " 1 " + live + " 2"),
              new Row(sentence, "DEL " + dead + " " + live));
    }
  }

  @Test
  void a_server_hangs() throws Exception {
    try (BothProxies both = new BothProxies(3, "timeout: 500")) {
      prepare(both);
      String hung = both.local().keyOn("shard-1", "on-hung-");
      String live = both.local().keyOn("shard-2", "on-live-");
      both.eachShard(1, TestServer::hang);
      try {
        DifferenceTable.ofRedis(both)
            .holds(
                "hung",
                new Row("The code, the server and the limit.", "GET " + hung),
                new Row("The client stays connected.", "MGET " + hung + " " + live));
      } finally {
        both.eachShard(1, TestServer::goOn);
      }
    }
  }

  @Test
  void a_server_refuses() throws Exception {
    try (BothProxies both = new BothProxies(1)) {
      prepare(both);
      both.eachShard(0, shard -> askDirectly(shard, "CONFIG", "SET", "maxmemory", "1"));
      DifferenceTable.ofRedis(both)
          .holds(
              "refusals",
              new Row(
                  "Redis's own words; nutcracker closes its connection to the server and fails all that"
                      + " is on it.",
                  "SET k v"));
    }
  }

  private static void askDirectly(TestServer shard, String... command) {
    try (RespClient direct = shard.connect()) {
      assertThat(direct.ask(command)).isEqualTo("+OK\r\n");
    }
  }
}
