package dev.ringway.server.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringway.server.launch.ConfigException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class McrouterImportTest {
  private static final String POOLS =
      """
      "pools": {
        "A": {"servers": ["10.0.0.1:11211", "10.0.0.2:11211:ascii:plain"]},
        "B": {"servers": ["[::1]:11212"], "server_timeout": 250}
      }
      """;

  @TempDir private Path directory;

  private Translation route(String route) throws Exception {
    return Translation.of(directory, "m.json", "{\n\"route\": " + route + "\n,\n" + POOLS + "}\n");
  }

  @Test
  void keeps_keys_where_ch3_puts_them() throws Exception {
    Translation made = route("/* all of them */ \"PoolRoute|A\" // here");
    assertThat(made.remarks()).isEmpty();
    assertThat(made.yaml())
        .contains("listen: 127.0.0.1:5000 protocol: memcache route: A")
        .contains("- 10.0.0.1:11211 - 10.0.0.2:11211 distribution: ch3")
        .contains("hash_tag: '|#|' tag_rule: before timeout: 1000ms");
    assertThat(made.config().pools()).containsOnlyKeys("A");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "\"AllSyncRoute|Pool|A\"; allsync: of: - A.0 - A.1 settle: worst",
        "{\"type\": \"HashRoute\", \"children\": \"Pool|A\"}; route: A",
        "{\"type\": \"AllSyncRoute\", \"children\": [\"PoolRoute|A\", \"B\"]}; - A - B settle: worst",
        "{\"type\": \"AllFastestRoute\", \"children\": [\"PoolRoute|A\"]}; on_miss: accept",
        "{\"type\": \"AllAsyncRoute\", \"children\": [\"PoolRoute|A\"]}; allasync: of: - A",
        "{\"type\": \"AllMajorityRoute\", \"children\": \"Pool|A\"}; settle: majority",
        "{\"type\": \"AllInitialRoute\", \"children\": \"Pool|A\"}; settle: first",
        "{\"type\": \"RandomRoute\", \"children\": [\"PoolRoute|A\", \"PoolRoute|B\"]}; random: of: - A - B",
        "{\"type\": \"MissFailoverRoute\", \"children\": [\"PoolRoute|A\", \"PoolRoute|B\"]}; failover: of: - A - B on_miss: true",
        "{\"type\": \"FailoverRoute\", \"children\": [\"PoolRoute|A\", \"PoolRoute|B\"], \"failover_errors\": [\"tko\"]}; 'on': - ejected - refused",
        "{\"type\": \"FailoverWithExptimeRoute\", \"normal\": \"PoolRoute|A\", \"failover\": \"PoolRoute|B\"}; - A - ttl: of: B max: 60s",
        "{\"type\": \"ModifyExptimeRoute\", \"target\": \"PoolRoute|A\", \"exptime\": 30, \"action\": \"min\"}; ttl: of: A max: 30s",
        "{\"type\": \"WarmUpRoute\", \"cold\": \"PoolRoute|A\", \"warm\": \"PoolRoute|B\"}; warmup: cold: A warm: B",
        "{\"type\": \"PrefixSelectorRoute\", \"policies\": {\"a:\": \"PoolRoute|A\"}, \"wildcard\": \"PoolRoute|B\"}; map: a: A default: B",
        "{\"type\": \"OperationSelectorRoute\", \"default_policy\": \"PoolRoute|A\", \"operation_policies\": {\"delete\": \"AllSyncRoute|Pool|A\"}}; delete: allsync: of: - A.0 - A.1",
        "\"NullRoute\"; 'null': {}",
        "\"DevNullRoute\"; 'null': {}",
        "\"ErrorRoute|gone\"; error: message: gone"
      })
  void carries_over(String route, String expected) throws Exception {
    Translation made = route(route);
    assertThat(made.remarks()).isEmpty();
    assertThat(made.yaml()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{\"type\": \"PoolRoute\", \"pool\": \"A\", \"hash\": \"Crc32\"}; KEYS MOVE; route: A",
        "{\"type\": \"PoolRoute\", \"pool\": \"A\", \"rates\": {\"gets_rate\": 10}}; one limit for each; rate: 10/s",
        "{\"type\": \"PoolRoute\", \"pool\": \"A\", \"shadows\": [{\"target\": \"PoolRoute|B\", \"key_fraction_range\": [0, 0.5]}]}; shadow; copy: B share: '0.500000'",
        "{\"type\": \"L1L2CacheRoute\", \"l1\": \"PoolRoute|A\", \"l2\": \"PoolRoute|B\"}; L1's own times; warmup: cold: A warm: B",
        "{\"type\": \"LoggingRoute\", \"target\": \"PoolRoute|A\"}; no counterpart; route: A",
        "{\"type\": \"ShardSplitRoute\"}; no counterpart; error: message",
        "{\"type\": \"PrefixSelectorRoute\", \"policies\": {\"a\": \"PoolRoute|A\"}, \"wildcard\": \"PoolRoute|B\"}; prefix \"a\" is left out; route: B",
        "\"PoolRoute|C\"; no pool \"C\"; error: message"
      })
  void remarks_on(String route, String remark, String expected) throws Exception {
    Translation made = route(route);
    assertThat(made.remarks()).singleElement().asString().startsWith("2: ").contains(remark);
    assertThat(made.yaml()).contains(expected);
  }

  @Test
  void follows_names_and_makes_listeners_of_aliases() throws Exception {
    Translation made =
        Translation.of(
            directory,
            "mcrouter.conf",
            """
            // two clusters
            {"named_handles": [{"type": "PoolRoute", "name": "first", "pool": "A"}],
             "routes": [
               {"aliases": ["/east/a/", "/west/a/"], "route": "first"},
               {"aliases": ["/east/b/"], "route": "PoolRoute|B"}],
            """
                + POOLS
                + "}");
    assertThat(made.remarks()).hasSize(2).first().asString().startsWith("4: ").contains("/west/a/");
    assertThat(made.yaml()).contains("east.a: listen: 127.0.0.1:5000").contains("127.0.0.1:5001");
  }

  @Test
  void survives_names_that_lead_to_themselves() throws Exception {
    Translation made =
        route("{\"type\": \"AllSyncRoute\", \"name\": \"x\", \"children\": [\"x\", \"B\"]}");
    assertThat(made.remarks()).anyMatch(remark -> remark.contains("leads to itself"));
  }

  @Test
  void says_where_it_is_not_json() {
    assertThatThrownBy(() -> Translation.of(directory, "m.json", "{\n  \"route\" 1}"))
        .isInstanceOfSatisfying(
            ConfigException.class, e -> assertThat(e.problems().getFirst().line()).isEqualTo(2));
  }
}
