package dev.ringway.server.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.launch.ConfigException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RoutelibImportTest {
  private static final String POOLS =
      """
      local both = { "10.0.0.1:11211", "10.0.0.2:11211" }
      pools{
        one = { backends = both },
        two = { backends = { { host = "10.0.0.3", port = 11213 } }, options = { seed = "again" } },
        set_all = { { backends = { "10.1.0.1:11211" } }, { backends = { "10.1.0.2:11211" } } },
        set_zoned = { east = { backends = { "e:11211" } }, west = { backends = { "w:11211" } } },
      }
      """;

  @TempDir private Path directory;

  private Translation script(String text) throws Exception {
    return Translation.of(directory, "r.lua", POOLS + text);
  }

  @Test
  void keeps_keys_where_the_memcached_proxy_puts_them() throws Exception {
    Translation made = script("routes{ default = route_direct{ child = \"one\" } }");
    assertThat(made.remarks()).isEmpty();
    assertThat(made.yaml())
        .contains("default: listen: 127.0.0.1:5000 protocol: memcache route: one")
        .contains("- 10.0.0.1:11211 - 10.0.0.2:11211 distribution: jump hash: xxh3 timeout: 3s");
    assertThat(made.config().pools()).containsOnlyKeys("one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "route_allsync{children = \"set_all\"}; allsync: of: - set_all_1 - set_all_2",
        "route_allfastest{children = {\"one\", \"two\"}}; - one - two on_miss: accept",
        "route_allfastest{children = {\"one\"}, miss = true, wait = 0.5}; on_miss: 500ms",
        "route_allasync{children = {\"one\"}}; allasync: of: - one",
        "route_random{children = {\"one\", \"two\"}}; random: of: - one - two",
        "route_null{}; 'null': {}",
        "route_split{child_a = \"one\", child_b = \"set_all_2\"}; split: of: one copy: set_all_2",
        "route_failover{children = {\"one\", \"two\"}, shuffle = true}; on_miss: false shuffle: true",
        "route_zfailover{children = \"set_zoned\", miss = true}; east: set_zoned_east west: set_zoned_west on_miss: true",
        "route_ratelim{child = \"one\", limit = 50, fillrate = 10, tickrate = 500}; rate: 20/s burst: 50"
      })
  void carries_over(String route, String expected) throws Exception {
    Translation made = script("local_zone(\"west\")\nroutes{ default = " + route + " }");
    assertThat(made.remarks()).isEmpty();
    assertThat(made.yaml()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "route_failover{children = \"set_all\", failover_count = 1, miss = true}; counts tries; tries: 1",
        "route_failover{children = \"set_all\", stats = true}; metrics; failover:",
        "route_zfailover{children = \"set_zoned\"}; whatever its manual says; on_miss: true",
        "route_ttl{child = \"one\", ttl = 300}; cuts longer times; max: 300s",
        "route_direct{child = \"internal\"}; set its size; max_memory: 64MiB",
        "route_mine{child = \"one\"}; route_mine is not routelib's own; error: message",
        "route_direct{child = \"three\"}; no pool \"three\"; error: message"
      })
  void remarks_on(String route, String remark, String expected) throws Exception {
    Translation made =
        script("local_zone_from_env(\"MCZONE\")\nroutes{\n  default = " + route + "\n}");
    assertThat(made.remarks()).singleElement().asString().startsWith("10: ").contains(remark);
    assertThat(made.yaml()).contains(expected);
  }

  @Test
  void chooses_by_prefix_and_command_on_a_listener_for_each_tag() throws Exception {
    Translation made =
        script(
            """
            settings{ active_req_limit = 10, pool_options = { filter = "tags", filter_conf = "{}" } }
            routes{
              conf = { mode = "prefix", stop = ":" },
              map = { hot = cmdmap{ all = route_allsync{ children = "set_all" },
                                    get = route_direct{ child = "one" } } },
              cmap = { set = route_direct{ child = "two" } },
              default = route_direct{ child = "one" },
            }
            routes{ tag = "b", default = route_direct{ child = "two" } }
            """);
    assertThat(made.yaml())
        .contains(
            "prefix: stop: ':' map: hot: command: default: allsync: of: - set_all_1 - set_all_2 get: one")
        .contains("default: command: set: two default: one")
        .contains("b: listen: 127.0.0.1:5001")
        .contains("hash_tag: '{}' tag_rule: pair_or_empty");
    assertThat(made.remarks())
        .hasSize(2)
        .anyMatch(remark -> remark.contains("\"active_req_limit\""))
        .anyMatch(remark -> remark.contains("tag \"b\""));
  }

  @Test
  void translates_rings_and_says_what_servers_lose() throws Exception {
    Translation made =
        script(
            """
            pools{ ring = { options = { dist = mcp.dist_ring_hash{ omode = "ketama" },
                                        hash = mcp.dist_ring_hash.hash },
                            backend_options = { retrytimeout = 1, connections = 2 },
                            backends = { "h:1 _down_" } } }
            routes{ default = "ring" }
            """);
    assertThat(made.yaml())
        .contains("distribution: memcached_proxy_ketama hash: md5 server_connections: 2");
    assertThat(made.remarks())
        .hasSize(2)
        .anyMatch(remark -> remark.contains("marked down"))
        .anyMatch(remark -> remark.contains("\"retrytimeout\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.exit(1)",
        "io.open('x')",
        "require('x')",
        "load('x')()",
        "dofile('x')",
        "while true do end",
        "local function f() return 1 + f() end f()",
        "pools{",
        "pcall(print)"
      })
  void refuses_what_reaches_out_or_never_ends(String script) {
    assertThatThrownBy(() -> Translation.of(directory, "r.lua", "\n" + script))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> assertThat(e.problems()).singleElement().extracting("line").isEqualTo(2));
  }
}
