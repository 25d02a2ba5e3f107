package dev.ringway.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.stats.RouteCounter;
import dev.ringway.server.kit.Await;
import dev.ringway.server.kit.LocalRingway;
import dev.ringway.server.kit.MemcacheClient;
import dev.ringway.server.kit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What routes do to memcached's own words. */
class MemcachedRoutesIT {
  private static final long CAP = 20;

  private static MemcacheClient client(LocalRingway ringway) {
    return MemcacheClient.to(ringway.port());
  }

  private static String direct(TestServer server, String... lines) {
    try (MemcacheClient client = MemcacheClient.to(server.host(), server.port())) {
      return client.ask(lines);
    }
  }

  @Test
  void warming_up_moves_items_with_flags_and_the_rest_of_their_life_and_overwrites_nothing()
      throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("cold", 1).pool("warm", 2)) {
      LocalRingway ringway = deployment.start("{warmup: {cold: cold, warm: warm}}");
      TestServer cold = deployment.server("cold", 0);
      long date = System.currentTimeMillis() / 1000 + 5_000_000;
      for (TestServer warm : deployment.all().subList(1, 3)) {
        direct(warm, "set text 7 500 1", "v");
        direct(warm, "ms YSBi 2 b F3", "a\n");
        direct(warm, "set both 0 0 3", "old");
        direct(warm, "set a 0 0 1", "1");
        direct(warm, "set b 0 " + date + " 20000", "2".repeat(20_000));
      }
      direct(cold, "set both 0 0 3", "new");
      try (MemcacheClient client = client(ringway)) {
        assertThat(client.ask("get text")).isEqualTo("VALUE text 7 1\r\nv\r\nEND\r\n");
        assertThat(client.ask("mg YSBi b f v")).isEqualTo("VA 2 f3\r\na\n\r\n");
        assertThat(client.ask("get both")).isEqualTo("VALUE both 0 3\r\nnew\r\nEND\r\n");
        assertThat(client.ask("get nowhere")).isEqualTo("END\r\n");
        String values = "VALUE b 0 20000\r\n" + "2".repeat(20_000) + "\r\nEND\r\n";
        assertThat(client.ask("get a both nowhere b"))
            .isEqualTo("VALUE a 0 1\r\n1\r\nVALUE both 0 3\r\nnew\r\n" + values);
        Await.until("the item is copied", () -> direct(cold, "get b").equals(values));
        Await.until("the binary key is copied", () -> direct(cold, "mg YSBi b").startsWith("HD"));
        Await.until("the other is copied", () -> direct(cold, "mg a t").equals("HD t-1\r\n"));
        assertThat(direct(cold, "mg text f")).isEqualTo("HD f7\r\n");
        assertThat(life(cold, "text")).isBetween(400L, 500L);
        assertThat(life(cold, "b")).isBetween(4_999_900L, 5_000_005L);
        assertThat(client.ask("delete text")).isEqualTo("DELETED\r\n");
        assertThat(client.ask("get text")).isEqualTo("END\r\n");
      }
      assertThat(OtherRoutesIT.counted(ringway, RouteCounter.WARMED)).isEqualTo(4);
    }
  }

  @Test
  void get_and_touch_finds_what_has_not_been_moved_yet_and_moves_it() throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("cold", 1).pool("warm", 1)) {
      LocalRingway ringway = deployment.start("{warmup: {cold: cold, warm: warm}}");
      TestServer cold = deployment.server("cold", 0);
      TestServer warm = deployment.server("warm", 0);
      direct(warm, "set a 0 500 1", "1");
      direct(warm, "set b 0 500 1", "2");
      try (MemcacheClient client = client(ringway)) {
        assertThat(client.ask("gat 900 a")).isEqualTo("VALUE a 0 1\r\n1\r\nEND\r\n");
        assertThat(client.ask("gat 900 nowhere a b"))
            .isEqualTo("VALUE a 0 1\r\n1\r\nVALUE b 0 1\r\n2\r\nEND\r\n");
        Await.until("they are copied", () -> direct(cold, "mg b").startsWith("HD"));
        assertThat(life(cold, "a")).isBetween(800L, 900L);
        assertThat(life(cold, "b")).isBetween(800L, 900L);
      }
    }
  }

  @Test
  void get_and_touch_fails_over_on_a_miss_as_get_does() throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("a", 1).pool("b", 1)) {
      LocalRingway ringway = deployment.start("{failover: {of: [a, b], on_miss: true}}");
      direct(deployment.server("b", 0), "set k 0 500 1", "1");
      try (MemcacheClient client = client(ringway)) {
        assertThat(client.ask("gat 900 k nowhere")).isEqualTo("VALUE k 0 1\r\n1\r\nEND\r\n");
        assertThat(life(deployment.server("b", 0), "k")).isBetween(800L, 900L);
        assertThat(client.ask("touch k 10")).isEqualTo("NOT_FOUND\r\n");
      }
    }
  }

  private static long life(TestServer server, String key) {
    String reply = direct(server, "mg " + key + " t");
    assertThat(reply).startsWith("HD t");
    return Long.parseLong(reply.strip().split(" ")[1].substring(1));
  }

  @Test
  void prefixes_choose_pools_that_see_keys_without_them() throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("a", 1).pool("b", 1)) {
      LocalRingway ringway =
          deployment.start("{prefix: {map: {a: a, b: b}, default: {\"null\": {}}, strip: true}}");
      try (MemcacheClient client = client(ringway)) {
        assertThat(client.ask("set a/k 0 0 4", "in a")).isEqualTo("STORED\r\n");
        assertThat(client.ask("ms Yi9r 4 b k", "in b")).isEqualTo("HD kYi9r b\r\n");
        assertThat(client.ask("set c/k 0 0 4", "lost")).isEqualTo("STORED\r\n");
        assertThat(direct(deployment.server("a", 0), "get k"))
            .isEqualTo("VALUE k 0 4\r\nin a\r\nEND\r\n");
        assertThat(client.ask("get b/k c/k a/k a/none"))
            .isEqualTo("VALUE b/k 0 4\r\nin b\r\nVALUE a/k 0 4\r\nin a\r\nEND\r\n");
        assertThat(client.ask("mg a/k k v O1")).isEqualTo("VA 4 ka/k O1\r\nin a\r\n");
        assertThat(client.ask("mg c/k k v O1")).isEqualTo("EN kc/k O1\r\n");
        assertThat(client.ask("set a/ 0 0 4", "none"))
            .isEqualTo("CLIENT_ERROR unsupported: a key is nothing but its prefix\r\n");
        assertThat(client.ask("delete a/k")).isEqualTo("DELETED\r\n");
        assertThat(client.ask("get a/k")).isEqualTo("END\r\n");
      }
    }
  }

  @Test
  void a_null_route_answers_in_order_and_keeps_quiet_where_memcached_would() throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("other", 1)) {
      LocalRingway ringway = deployment.start("{\"null\": {}}");
      try (MemcacheClient client = client(ringway)) {
        client.send("set k 0 0 1 noreply\r\nx\r\nms k 1 q\r\nx\r\nmg k v q\r\nmd k q\r\n");
        client.send("set k 0 0 1\r\nx\r\nget k l\r\nmn\r\nflush_all\r\n");
        assertThat(List.of(client.read(), client.read(), client.read(), client.read()))
            .containsExactly("NF\r\n", "STORED\r\n", "END\r\n", "MN\r\n");
        assertThat(client.read()).isEqualTo("OK\r\n");
      }
    }
  }

  /** Every word that makes an item, or lets one live longer, with a server that goes by the cap. */
  @Test
  void no_item_outlives_the_cap() throws Exception {
    try (Deployment deployment = new Deployment(Dialect.MEMCACHE).pool("only", 1)) {
      LocalRingway ringway = deployment.start("{ttl: {of: only, max: " + CAP + "s}}");
      TestServer server = deployment.server("only", 0);
      long date = System.currentTimeMillis() / 1000 + 5_000;
      List<String> commands =
          List.of(
              "set k 0 0 1\r\nx",
              "set k 0 -0 1\r\nx",
              "set k 0 2592000 1\r\nx",
              "set k 0 " + date + " 1\r\nx",
              "add k 0 0 1\r\nx",
              "ms k 1\r\nx",
              "ms k 1 ME T5000\r\nx",
              "mg k N0 v",
              "ma k N5000",
              "replace k 0 0 1\r\nx",
              "touch k 0",
              "touch k +500",
              "gat 0 k",
              "gats 500 k",
              "mg k T0",
              "ma k T500",
              "append k 0 0 1\r\nx",
              "incr k 1");
      try (MemcacheClient client = client(ringway)) {
        boolean fresh = true;
        for (String command : commands) {
          fresh &= !command.startsWith("replace");
          assertThat(fresh ? direct(server, "delete k") : direct(server, "set k 0 10 1", "1"))
              .isIn("DELETED\r\n", "NOT_FOUND\r\n", "STORED\r\n");
          assertThat(client.ask(command)).as(command).doesNotContain("ERROR", "NOT_");
          assertThat(life(server, "k")).as(command).isBetween(1L, CAP);
        }
      }
    }
  }

  @Test
  void a_server_without_memory_for_an_item_is_not_ejected() throws Exception {
    try (Deployment deployment =
        new Deployment(Dialect.MEMCACHE)
            .settings("auto_eject_hosts: true, server_failure_limit: 1")
            .pool("small", 2, "-M", "-m", "2")) {
      LocalRingway ringway = deployment.start("small");
      String value = "x".repeat(100_000);
      int refused = 0;
      try (MemcacheClient client = client(ringway)) {
        for (int i = 0; i < 200; i++) {
          String reply = client.ask("set k" + i + " 0 0 " + value.length(), value);
          assertThat(reply).isIn("STORED\r\n", "SERVER_ERROR out of memory storing object\r\n");
          refused += reply.startsWith("STORED") ? 0 : 1;
        }
      }
      assertThat(refused).isGreaterThan(20);
      assertThat(ringway.proxy().health().values())
          .allSatisfy(pool -> assertThat(pool.ejections()).isZero());
    }
  }
}
