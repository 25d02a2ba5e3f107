package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.protocol.Administration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The administration of two servers by one client. */
final class AdminCommandsTest {
  private static final Administration ALL = new Administration(true, true, 0, 10, true);
  private static final String INFO =
      """
      # Server\r
      redis_version:%s\r
      uptime_in_seconds:5\r
      \r
      # Clients\r
      connected_clients:2\r
      blocked_clients:1\r
      \r
      # Memory\r
      used_memory:%d\r
      used_memory_human:x\r
      \r
      # Replication\r
      role:master\r
      \r
      # Keyspace\r
      db0:keys=%d,expires=0,avg_ttl=0\r
      """;

  private final FakeServer zero = new FakeServer("zero");
  private final FakeServer one = new FakeServer("one");
  private final FakeRing ring = new FakeRing(List.of(zero, one));
  private final FakeClient client = new FakeClient(ring, FakeClient.options(ALL));
  private final FakeClient stranger = new FakeClient(ring, FakeClient.options());

  private static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  private void answer(String first, String second) {
    zero.answer(first);
    one.answer(second);
  }

  @Test
  void info_adds_the_servers_up_and_tells_of_the_proxy_itself() {
    client.ask("INFO");
    assertThat(zero.last()).isEqualTo("INFO");
    answer(bulk(INFO.formatted("7.0.15", 1000, 3)), bulk(INFO.formatted("6.2.1", 1048, 4)));
    assertThat(client.reply())
        .contains("# Server\r\nredis_version:6.2.1\r\n", "ringway_version:1.2.3")
        .contains("connected_clients:7\r\n", "blocked_clients:2\r\n")
        .contains("used_memory:2048\r\nused_memory_human:2.00K\r\n")
        .contains("# Replication\r\nrole:master\r\nconnected_slaves:0\r\n")
        .contains("# Keyspace\r\ndb0:keys=7,expires=0,avg_ttl=0\r\n")
        .contains("total_connections_received:8\r\n", "shards:2\r\nmissing_shards:0\r\n")
        .doesNotContain("# Shards");
  }

  @Test
  void info_names_a_server_that_does_not_answer() {
    client.ask("INFO everything");
    assertThat(zero.last()).isEqualTo("INFO everything");
    zero.answer(bulk(INFO.formatted("7.0.15", 1000, 3)));
    one.fail();
    assertThat(client.reply())
        .contains("db0:keys=3,", "shards:2\r\nmissing_shards:1\r\n")
        .contains("missing_shard0:name=one,address=one:6379,error=timeout\r\n")
        .contains("# Shards\r\nshard0:name=zero,address=zero:6379,state=up,redis_version=7.0.15,")
        .contains("used_memory=1000,instantaneous_ops_per_sec=?,keys=3\r\n")
        .contains("shard1:name=one,address=one:6379,state=down,error=timeout\r\n");
    client.ask("INFO keyspace");
    answer("-NOPERM no\r\n", "-LOADING yes\r\n");
    assertThat(client.reply()).isEqualTo("$12\r\n# Keyspace\r\n\r\n");
  }

  @Test
  void info_asks_servers_only_for_what_is_wanted_of_them() {
    assertThat(client.ask("INFO replication cluster")).contains("role:master", "cluster_enabled:0");
    assertThat(client.ask("INFO ringway")).contains("listener:here\r\nworkers:2\r\n");
    assertThat(client.ask("INFO nosuch")).isEqualTo("$0\r\n\r\n");
    assertThat(zero.requests).isEmpty();
    client.ask("INFO memory");
    assertThat(zero.last()).isEqualTo("INFO memory");
    answer(bulk(""), bulk(""));
    client.ask("INFO memory commandstats");
    assertThat(zero.last()).isEqualTo("INFO everything");
    answer(bulk(""), bulk(""));
    client.ask("INFO server");
    assertThat(zero.last()).isEqualTo("INFO server");
    answer(bulk(INFO.formatted("7.2.4", 1, 1)), bulk(INFO.formatted("7.10.0", 1, 1)));
    assertThat(client.reply()).contains("redis_version:7.2.4\r\n");
    assertThat(client.ask("INFO server")).contains("redis_version:7.2.4\r\n");
    assertThat(client.ask("HELLO 3")).contains("$7\r\nversion\r\n$5\r\n7.2.4\r\n");
  }

  @Test
  void a_shard_answers_for_itself_where_it_is_named() {
    client.ask("INFO memory SHARD one");
    assertThat(one.last()).isEqualTo("INFO memory");
    one.answer(bulk("its own"));
    assertThat(client.reply()).isEqualTo(bulk("its own"));
    client.ask("ROLE shard one:6379");
    assertThat(one.last()).isEqualTo("ROLE");
    one.answer("*0\r\n");
    client.ask("SLOWLOG GET 3 SHARD zero");
    assertThat(zero.last()).isEqualTo("SLOWLOG GET 3");
    zero.answer("*0\r\n");
    assertThat(client.ask("MEMORY STATS SHARD three"))
        .isEqualTo("-ERR no shard is called 'three': the shards are zero, one\r\n");
    assertThat(client.ask("MEMORY STATS now SHARD one"))
        .isEqualTo("-ERR wrong number of arguments for 'memory|stats' command\r\n");
    assertThat(client.ask("DBSIZE SHARD one"))
        .isEqualTo("-ERR wrong number of arguments for 'dbsize' command\r\n");
  }

  @Test
  void is_a_master_without_replicas() {
    assertThat(client.ask("ROLE")).isEqualTo("*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n");
  }

  @Test
  void settings_are_the_servers_but_for_secrets_and_what_is_the_proxy_s_own() {
    assertThat(client.ask("CONFIG GET databases"))
        .isEqualTo("*2\r\n$9\r\ndatabases\r\n$2\r\n16\r\n");
    client.ask("CONFIG GET * save");
    assertThat(zero.last()).isEqualTo("CONFIG GET * save");
    String secrets = "$11\r\nrequirepass\r\n$1\r\nx\r\n$4\r\nport\r\n$1\r\n1\r\n";
    answer(
        "*6\r\n" + secrets + "$4\r\nsave\r\n$1\r\n1\r\n",
        "*4\r\n$4\r\nsave\r\n$1\r\n2\r\n$2\r\nhz\r\n$2\r\n10\r\n");
    assertThat(client.reply())
        .contains("$4\r\nsave\r\n$1\r\n1\r\n", "$2\r\nhz\r\n$2\r\n10\r\n", "slowlog-max-len")
        .doesNotContain("requirepass", "port\r\n");
    client.ask("CONFIG GET save");
    zero.fail();
    one.answer("*2\r\n$4\r\nsave\r\n$1\r\n2\r\n");
    assertThat(client.reply()).isEqualTo("*2\r\n$4\r\nsave\r\n$1\r\n2\r\n");
    client.ask("CONFIG GET save");
    zero.fail();
    one.fail();
    assertThat(client.reply()).isEqualTo("-ERR timeout: server zero is silent\r\n");
    client.ask("CONFIG GET save SHARD one");
    assertThat(one.last()).isEqualTo("CONFIG GET save");
  }

  @Test
  void a_setting_is_changed_on_every_server() {
    client.ask("CONFIG SET maxmemory 100 SLOWLOG-max-len 7");
    assertThat(zero.last()).isEqualTo("CONFIG GET maxmemory slowlog-max-len");
    answer("*0\r\n", "*0\r\n");
    assertThat(one.last()).isEqualTo("CONFIG SET maxmemory 100 SLOWLOG-max-len 7");
    answer("+OK\r\n", "+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    assertThat(client.ask("CONFIG GET slowlog-max-len"))
        .isEqualTo("*2\r\n$15\r\nslowlog-max-len\r\n$1\r\n7\r\n");
  }

  @Test
  void a_setting_is_put_back_where_another_server_refuses_it() {
    client.ask("CONFIG SET maxmemory 100");
    String old = "*2\r\n$9\r\nmaxmemory\r\n$1\r\n5\r\n";
    answer(old, old);
    answer("+OK\r\n", "-ERR CONFIG SET failed\r\n");
    assertThat(client.reply()).isEqualTo("-ERR CONFIG SET failed\r\n");
    assertThat(zero.last()).isEqualTo("CONFIG SET maxmemory 5");
    assertThat(one.last()).isEqualTo("CONFIG SET maxmemory 100");
  }

  @Test
  void nothing_is_set_if_a_server_is_away() {
    client.ask("CONFIG SET maxmemory 100");
    zero.answer("*0\r\n");
    one.fail();
    assertThat(client.reply()).isEqualTo("-ERR timeout: server one is silent\r\n");
    assertThat(zero.requests).hasSize(1);
  }

  @Test
  void what_is_no_business_of_clients_is_not_set() {
    assertThat(client.ask("CONFIG SET requirepass x"))
        .startsWith("-ERR unsupported: CONFIG SET of 'requirepass' is refused");
    assertThat(client.ask("CONFIG SET maxmemory 1 x"))
        .isEqualTo("-ERR wrong number of arguments for 'config|set' command\r\n");
    assertThat(stranger.ask("CONFIG SET maxmemory 1"))
        .isEqualTo(
            "-ERR unsupported: CONFIG SET is switched off here: a listener's \"config_set: true\""
                + " lets it through\r\n");
    assertThat(stranger.ask("CONFIG REWRITE SHARD one")).contains("CONFIG REWRITE is switched off");
    assertThat(stranger.ask("DEBUG SLEEP 0")).contains("\"debug: true\" lets it through");
    assertThat(zero.requests).isEmpty();
  }

  @Test
  void debugging_goes_where_it_makes_sense() {
    client.ask("DEBUG OBJECT k1");
    assertThat(one.last()).isEqualTo("DEBUG OBJECT k1");
    one.answer("+x\r\n");
    client.ask("DEBUG sleep 0");
    assertThat(zero.last()).isEqualTo("DEBUG sleep 0");
    answer("+OK\r\n", "+OK\r\n");
    assertThat(client.reply()).isEqualTo("+OK\r\n");
    assertThat(client.ask("DEBUG SEGFAULT"))
        .isEqualTo(
            "-ERR unsupported: DEBUG SEGFAULT may end a server or scatter keys: ask that"
                + " server\r\n");
    assertThat(client.ask("DEBUG SEGFAULT SHARD one")).contains("may end a server");
    assertThat(client.ask("DEBUG ERROR LOADING")).isEqualTo("-LOADING\r\n");
    assertThat(client.ask("DEBUG DIGEST")).contains("add SHARD and its name");
    client.ask("DEBUG DIGEST SHARD zero");
    assertThat(zero.last()).isEqualTo("DEBUG DIGEST");
  }

  @Test
  void tables_of_several_servers_become_one() {
    client.ask("MODULE LIST");
    String module = "*4\r\n$4\r\nname\r\n$1\r\na\r\n$3\r\nver\r\n:1\r\n";
    answer("*1\r\n" + module, "*2\r\n" + module + module.replace(":1", ":2"));
    assertThat(client.reply()).isEqualTo("*2\r\n" + module + module.replace(":1", ":2"));
    client.ask("LATENCY LATEST");
    String spike = "*4\r\n$4\r\n%s\r\n:%d\r\n:%d\r\n:%d\r\n";
    String other = spike.formatted("aofw", 1, 1, 1);
    answer(
        "*1\r\n" + spike.formatted("fork", 100, 5, 9),
        "*2\r\n" + spike.formatted("fork", 200, 3, 4) + other);
    assertThat(client.reply()).isEqualTo("*2\r\n" + spike.formatted("fork", 200, 3, 9) + other);
    client.ask("LATENCY HISTORY fork");
    answer("*2\r\n*2\r\n:10\r\n:1\r\n*2\r\n:30\r\n:3\r\n", "*1\r\n*2\r\n:20\r\n:2\r\n");
    assertThat(client.reply())
        .isEqualTo("*3\r\n*2\r\n:10\r\n:1\r\n*2\r\n:20\r\n:2\r\n*2\r\n:30\r\n:3\r\n");
    client.ask("LATENCY HISTOGRAM get");
    String head = "*2\r\n$3\r\nget\r\n*4\r\n$5\r\ncalls\r\n:%d\r\n$14\r\nhistogram_usec\r\n";
    answer(
        head.formatted(3) + "*4\r\n:1\r\n:2\r\n:4\r\n:3\r\n",
        head.formatted(2) + "*4\r\n:2\r\n:1\r\n:4\r\n:2\r\n");
    assertThat(client.reply())
        .isEqualTo(head.formatted(5) + "*6\r\n:1\r\n:2\r\n:2\r\n:3\r\n:4\r\n:5\r\n");
    client.ask("MEMORY STATS");
    String stats = "*6\r\n$5\r\ntotal\r\n:%d\r\n$4\r\ndb.0\r\n*2\r\n$1\r\nx\r\n:%d\r\n";
    answer(
        stats.formatted(1, 10) + "$5\r\nratio\r\n$3\r\n1.5\r\n",
        stats.formatted(2, 20) + "$5\r\nratio\r\n$4\r\n1.25\r\n");
    assertThat(client.reply()).isEqualTo(stats.formatted(3, 30) + "$5\r\nratio\r\n$3\r\n1.5\r\n");
  }

  @Test
  void texts_for_people_stand_under_each_server_s_name() {
    client.ask("MEMORY DOCTOR");
    zero.answer("$3\r\nHi!\r\n");
    one.fail();
    assertThat(client.reply())
        .isEqualTo(bulk("# zero\nHi!\n\n# one\ntimeout: server one is silent\n\n"));
    client.ask("LATENCY GRAPH fork");
    answer("-ERR No samples\r\n", "-ERR No samples\r\n");
    assertThat(client.reply()).isEqualTo("-ERR No samples\r\n");
  }

  @Test
  void is_asked_of_all_servers_in_a_transaction_too() {
    client.ask("MULTI");
    assertThat(client.ask("LATENCY RESET")).isEqualTo("+QUEUED\r\n");
    client.ask("EXEC");
    answer(":2\r\n", ":3\r\n");
    assertThat(client.reply()).isEqualTo("*1\r\n:5\r\n");
  }
}
