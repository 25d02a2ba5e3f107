package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.protocol.Administration;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The administration of three real servers as if they were one. */
final class AdministrationIT {
  private final List<RealRedis> servers = new ArrayList<>();
  private RunningProxy proxy;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    for (int i = 0; i < 3; i++) {
      servers.add(new RealRedis("--enable-debug-command", "yes"));
    }
    proxy = new RunningProxy(servers, null, new Administration(true, true, 0, 64, true));
    client = new RawClient(proxy.port());
  }

  @AfterEach
  void end() throws Exception {
    client.close();
    proxy.close();
    for (RealRedis server : servers) {
      server.close();
    }
  }

  @Test
  void every_server_saves() throws Exception {
    assertThat(client.ask("SAVE")).isEqualTo("+OK\r\n");
    long oldest = Long.MAX_VALUE;
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "persistence")).contains("rdb_saves:1");
      oldest = Math.min(oldest, (Long) Objects.requireNonNull(server.call("LASTSAVE")));
    }
    assertThat(client.ask("LASTSAVE")).isEqualTo(":" + oldest + "\r\n");
    assertThat(client.ask("BGSAVE", "NOW")).isEqualTo("-ERR syntax error\r\n");
    assertThat(client.ask("BGSAVE", "SCHEDULE")).isEqualTo("+Background saving started\r\n");
  }

  @Test
  void every_server_rewrites_its_log() throws Exception {
    assertThat(client.ask("BGREWRITEAOF"))
        .isEqualTo("+Background append only file rewriting started\r\n");
  }

  @Test
  void every_server_forgets_its_statistics() throws Exception {
    for (int i = 0; i < 200; i++) {
      client.ask("GET", "key" + i);
    }
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "commandstats")).contains("cmdstat_get:");
    }
    assertThat(client.ask("CONFIG", "RESETSTAT")).isEqualTo("+OK\r\n");
    for (RealRedis server : servers) {
      assertThat((String) server.call("INFO", "commandstats")).doesNotContain("cmdstat_get:");
    }
    assertThat(client.ask("LATENCY", "RESET")).isEqualTo(":0\r\n");
    assertThat(client.ask("MEMORY", "PURGE")).isEqualTo("+OK\r\n");
  }

  @Test
  void info_is_that_of_all_three() throws Exception {
    for (int i = 0; i < 200; i++) {
      client.ask("SET", "key" + i, "v");
    }
    long used = 0;
    for (RealRedis server : servers) {
      used += field(info(server, "memory"), "used_memory_startup");
    }
    String info = client.ask("INFO");
    assertThat(info)
        .contains("# Keyspace\r\ndb0:keys=200,expires=0,avg_ttl=0\r\n")
        .contains("\r\nrole:master\r\n", "\r\nloading:0\r\n", "\r\nrdb_last_bgsave_status:ok\r\n")
        .contains("\r\nconnected_clients:1\r\n", "\r\nshards:3\r\nmissing_shards:0\r\n");
    assertThat(field(info, "used_memory_startup")).isEqualTo(used);
    assertThat(field(info, "total_commands_processed")).isGreaterThanOrEqualTo(200);
    String version = info(servers.getFirst(), "server");
    assertThat(info).contains(version.lines().skip(1).findFirst().orElseThrow() + "\r\n");
    assertThat(client.ask("INFO", "commandstats")).contains("cmdstat_set:calls=200,");
    assertThat(client.ask("INFO", "shards")).contains("shard2:name=shard2,address=127.0.0.1:");
    assertThat(client.ask("INFO", "keyspace", "SHARD", "shard1"))
        .contains("keys=" + servers.get(1).call("DBSIZE") + ",");
    client.ask("HELLO", "3");
    assertThat(client.ask("INFO", "cluster"))
        .isEqualTo("=34\r\ntxt:# Cluster\r\ncluster_enabled:0\r\n\r\n");
    assertThat(client.ask("INFO", "keyspace")).startsWith("=").contains("db0:keys=200,");
  }

  @Test
  void info_goes_on_without_a_dead_server() throws Exception {
    client.ask("INFO");
    servers.get(1).close();
    String info = client.ask("INFO", "everything");
    assertThat(info).contains("missing_shards:1\r\nmissing_shard0:name=shard1,address=127.0.0.1:");
    assertThat(info).contains("shard1:name=shard1,", "state=down,error=", "shard2:name=shard2,");
    assertThat(client.ask("INFO", "server")).contains("redis_version:");
    servers.remove(1);
  }

  @Test
  void slow_requests_are_kept_as_redis_shows_them() throws Exception {
    client.ask("CLIENT", "SETNAME", "me");
    client.ask("SLOWLOG", "RESET");
    client.ask("SET", "key", "x".repeat(1000), "EX", "100");
    client.ask("PING");
    client.ask("BLPOP", "nothing", "0.01");
    client.ask("DBSIZE");
    assertThat(client.ask("SLOWLOG", "LEN")).isEqualTo(":2\r\n");
    List<@Nullable Object> entries = list(parse(client.ask("SLOWLOG", "GET")));
    assertThat(entries).hasSize(2);
    assertThat(list(list(entries.getFirst()).get(3))).isEqualTo(List.of("DBSIZE"));
    List<@Nullable Object> set = list(entries.getLast());
    assertThat(set).hasSize(6);
    assertThat((Long) Objects.requireNonNull(set.get(1))).isGreaterThan(1_600_000_000L);
    assertThat((Long) Objects.requireNonNull(set.get(2))).isBetween(0L, 10_000_000L);
    List<@Nullable Object> arguments = list(set.get(3));
    assertThat(arguments).hasSize(4).contains("SET", "key", "... (2 more arguments)");
    assertThat((String) arguments.get(2)).matches("x{50,128}\\.\\.\\. \\([0-9]+ more bytes\\)");
    assertThat((String) set.get(4)).startsWith("127.0.0.1:");
    assertThat(set.get(5)).isEqualTo("me");
    assertThat(client.ask("SLOWLOG", "GET", "-2"))
        .isEqualTo("-ERR count should be greater than or equal to -1\r\n");
    assertThat(client.ask("CONFIG", "SET", "slowlog-log-slower-than", "-1")).isEqualTo("+OK\r\n");
    client.ask("SLOWLOG", "RESET");
    client.ask("GET", "key");
    assertThat(client.ask("SLOWLOG", "GET", "-1")).isEqualTo("*0\r\n");
    assertThat(servers.getFirst().call("CONFIG", "GET", "slowlog-log-slower-than"))
        .isEqualTo(List.of("slowlog-log-slower-than", "-1"));
    assertThat(client.ask("SLOWLOG", "LEN", "SHARD", "shard0")).isEqualTo(":0\r\n");
  }

  @Test
  void a_setting_is_on_every_server_or_on_none() throws Exception {
    assertThat(client.ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lru")).isEqualTo("+OK\r\n");
    for (RealRedis server : servers) {
      assertThat(server.call("CONFIG", "GET", "maxmemory-policy"))
          .isEqualTo(List.of("maxmemory-policy", "allkeys-lru"));
    }
    assertThat(client.ask("CONFIG", "GET", "maxmemory-p*"))
        .isEqualTo("*2\r\n$16\r\nmaxmemory-policy\r\n$11\r\nallkeys-lru\r\n");
    assertThat(client.ask("CONFIG", "SET", "maxmemory", "many"))
        .isEqualTo(
            "-ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a"
                + " memory value\r\n");
    servers.get(2).call("ACL", "SETUSER", "default", "-config|set");
    assertThat(client.ask("CONFIG", "SET", "maxmemory", "100mb")).startsWith("-NOPERM");
    assertThat(client.ask("DBSIZE")).isEqualTo(":0\r\n");
    for (RealRedis server : servers) {
      assertThat(server.call("CONFIG", "GET", "maxmemory")).isEqualTo(List.of("maxmemory", "0"));
    }
    assertThat(client.ask("CONFIG", "REWRITE")).startsWith("-ERR The server is running without");
    assertThat(client.ask("CONFIG", "GET", "requirepass")).isEqualTo("*0\r\n");
  }

  @Test
  void debugging_reaches_servers() throws Exception {
    client.ask("SET", "key", "v");
    assertThat(client.ask("DEBUG", "OBJECT", "key")).startsWith("+Value at:");
    assertThat(client.ask("DEBUG", "SLEEP", "0")).isEqualTo("+OK\r\n");
    assertThat(client.ask("DEBUG", "DIGEST", "SHARD", "shard0")).startsWith("+");
  }

  @Test
  void memory_latency_and_modules_are_those_of_all() throws Exception {
    for (int i = 0; i < 200; i++) {
      client.ask("SET", "key" + i, "v");
    }
    List<@Nullable Object> memory = list(parse(client.ask("MEMORY", "STATS")));
    assertThat(memory.get(memory.indexOf("keys.count") + 1)).isEqualTo(200L);
    assertThat(client.ask("MEMORY", "DOCTOR")).contains("# shard0\n", "# shard1\n", "# shard2\n");
    assertThat(client.ask("MEMORY", "MALLOC-STATS", "SHARD", "shard1")).startsWith("$");
    assertThat(client.ask("MODULE", "LIST")).isEqualTo("*0\r\n");
    client.ask("CONFIG", "SET", "latency-monitor-threshold", "1");
    client.ask("DEBUG", "SLEEP", "0.005");
    List<@Nullable Object> latest = list(parse(client.ask("LATENCY", "LATEST")));
    assertThat(latest).hasSize(1);
    assertThat(list(latest.getFirst()).getFirst()).isEqualTo("command");
    assertThat(list(parse(client.ask("LATENCY", "HISTORY", "command")))).hasSize(3);
    assertThat(client.ask("LATENCY", "GRAPH", "command")).contains("# shard2\ncommand - high");
    assertThat(client.ask("LATENCY", "DOCTOR")).contains("# shard0\n");
    client.ask("HELLO", "3");
    String histogram = client.ask("LATENCY", "HISTOGRAM", "set");
    assertThat(histogram).startsWith("%1\r\n$3\r\nset\r\n%2\r\n$5\r\ncalls\r\n:200\r\n");
    assertThat(client.ask("MEMORY", "STATS")).startsWith("%").contains("\r\n,");
    assertThat(client.ask("LATENCY", "RESET")).isEqualTo(":3\r\n");
  }

  @Test
  void a_walk_finds_every_key_that_stays_while_others_come_and_go() throws Exception {
    TreeSet<String> stay = new TreeSet<>();
    for (int i = 0; i < 2000; i++) {
      client.ask("SET", "stay:" + i, "v");
      stay.add("stay:" + i);
    }
    TreeSet<String> found = new TreeSet<>();
    String cursor = "0";
    int step = 0;
    do {
      List<@Nullable Object> reply =
          list(parse(client.ask("SCAN", cursor, "MATCH", "stay:*", "COUNT", "50")));
      cursor = (String) Objects.requireNonNull(reply.getFirst());
      list(reply.getLast()).forEach(key -> found.add((String) Objects.requireNonNull(key)));
      for (int i = 0; i < 50; i++) {
        client.ask("SET", "come:" + step + ":" + i, "v");
        client.ask("DEL", "come:" + (step - 2) + ":" + i);
      }
      step++;
      assertThat(step).as("a walk ends").isLessThan(1000);
    } while (!cursor.equals("0"));
    assertThat(found).isEqualTo(stay);
    for (String bad : List.of("0", "-1", "x")) {
      String refusal = bad.equals("x") ? "-ERR value is not an integer" : "-ERR syntax error";
      assertThat(client.ask("SCAN", "0", "COUNT", bad)).startsWith(refusal);
    }
    for (String odd : List.of("18446744073709551615", "99999999999", "3", "-1")) {
      assertThat(client.ask("SCAN", odd)).as(odd).matches("(?s)(\\*2|-ERR).*");
    }
    for (String bad : List.of("x", "1x", "18446744073709551616", "1.5")) {
      assertThat(client.ask("SCAN", bad)).as(bad).isEqualTo("-ERR invalid cursor\r\n");
    }
  }

  private static String info(RealRedis server, String section) throws Exception {
    return (String) Objects.requireNonNull(server.call("INFO", section));
  }

  private static long field(String info, String name) {
    String line = info.lines().filter(l -> l.startsWith(name + ":")).findFirst().orElseThrow();
    return Long.parseLong(line.substring(name.length() + 1));
  }

  private static @Nullable Object parse(String reply) throws Exception {
    return RealRedis.read(new ByteArrayInputStream(reply.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @SuppressWarnings("unchecked")
  private static List<@Nullable Object> list(@Nullable Object reply) {
    return (List<@Nullable Object>) Objects.requireNonNull(reply);
  }
}
