package dev.ringway.redis.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MergedInfoTest {
  @Test
  void reads_sections_and_passes_over_the_rest() {
    InfoText text =
        InfoText.parse("# Server\r\nredis_version:7.0.15\r\nodd\r\n\r\n# CPU\nused_cpu_sys:1.5\n");
    assertThat(text.section("server")).containsExactly(Map.entry("redis_version", "7.0.15"));
    assertThat(text.field("cpu", "used_cpu_sys", "?")).isEqualTo("1.5");
    assertThat(text.field("cpu", "nothing", "?")).isEqualTo("?");
    assertThat(text.section("nothing")).isEmpty();
  }

  @Test
  void adds_counts_and_keeps_their_decimals() {
    assertThat(merged("stats", "hits:40\r\nkbps:0.25", "hits:2\r\nkbps:1.00"))
        .containsExactly(Map.entry("hits", "42"), Map.entry("kbps", "1.25"));
  }

  @Test
  void says_the_worst_the_oldest_and_the_longest() {
    Map<String, String> persistence =
        merged(
            "persistence",
            "loading:0\r\nrdb_last_bgsave_status:ok\r\nrdb_last_save_time:200"
                + "\r\nrdb_last_bgsave_time_sec:-1",
            "loading:1\r\nrdb_last_bgsave_status:err\r\nrdb_last_save_time:100"
                + "\r\nrdb_last_bgsave_time_sec:7");
    assertThat(persistence)
        .containsEntry("loading", "1")
        .containsEntry("rdb_last_bgsave_status", "err")
        .containsEntry("rdb_last_save_time", "100")
        .containsEntry("rdb_last_bgsave_time_sec", "7");
  }

  @Test
  void computes_shares_and_what_people_read_anew() {
    Map<String, String> memory =
        merged(
            "memory",
            memory(1024, 2048, "0", "1.00K"),
            memory(1024 * 1024, 1024 * 1024, "4096", "1.00M"));
    assertThat(memory)
        .containsEntry("used_memory", "1049600")
        .containsEntry("used_memory_human", "1.00M")
        .containsEntry("maxmemory", "0")
        .containsEntry("maxmemory_policy", "noeviction")
        .containsEntry("used_memory_peak_perc", "99.90%")
        .containsEntry("mem_fragmentation_ratio", "1.00");
  }

  private static String memory(long used, long peak, String max, String human) {
    return "used_memory:%d\r\nused_memory_human:%s\r\nused_memory_rss:%d\r\nused_memory_peak:%d\r\n"
            .formatted(used, human, used, peak)
        + "used_memory_peak_perc:50.00%\r\nmaxmemory:"
        + max
        + "\r\nmaxmemory_policy:noeviction\r\nmem_fragmentation_ratio:9.00\r\n";
  }

  @Test
  void bounds_all_only_if_each_is_bound_and_says_where_they_differ() {
    assertThat(
            merged(
                "memory",
                "maxmemory:100\r\nmaxmemory_policy:noeviction",
                "maxmemory:50\r\nmaxmemory_policy:allkeys-lru"))
        .containsEntry("maxmemory", "150")
        .containsEntry("maxmemory_policy", "mixed");
  }

  @Test
  void weighs_the_means_of_parted_fields() {
    assertThat(
            merged(
                "keyspace",
                "db0:keys=10,expires=1,avg_ttl=1000\r\ndb3:keys=1,expires=0,avg_ttl=0",
                "db0:keys=5,expires=3,avg_ttl=200"))
        .containsExactly(
            Map.entry("db0", "keys=15,expires=4,avg_ttl=400"),
            Map.entry("db3", "keys=1,expires=0,avg_ttl=0"));
    assertThat(
            merged(
                "commandstats",
                "cmdstat_get:calls=1,usec=10,usec_per_call=10.00,rejected_calls=0,failed_calls=0",
                "cmdstat_get:calls=2,usec=5,usec_per_call=2.50,rejected_calls=1,failed_calls=0"))
        .containsExactly(
            Map.entry(
                "cmdstat_get",
                "calls=3,usec=15,usec_per_call=5.00,rejected_calls=1,failed_calls=0"));
    assertThat(
            merged(
                "latencystats",
                "latency_percentiles_usec_get:p50=1.003,p99=9.001",
                "latency_percentiles_usec_get:p50=2.007,p99=8.005"))
        .containsExactly(Map.entry("latency_percentiles_usec_get", "p50=2.007,p99=9.001"));
    assertThat(merged("errorstats", "errorstat_ERR:count=2", "errorstat_WRONGTYPE:count=1"))
        .containsExactly(
            Map.entry("errorstat_ERR", "count=2"), Map.entry("errorstat_WRONGTYPE", "count=1"));
  }

  @Test
  void names_each_module_once() {
    assertThat(
            merged("modules", "module:name=a,ver=1\r\nmodule:name=b,ver=1", "module:name=a,ver=1"))
        .containsOnlyKeys("module:name=a,ver=1", "module:name=b,ver=1");
  }

  @Test
  void shows_bytes_as_redis_does() {
    assertThat(MergedInfo.human(0)).isEqualTo("0B");
    assertThat(MergedInfo.human(1023)).isEqualTo("1023B");
    assertThat(MergedInfo.human(941_112)).isEqualTo("919.05K");
    assertThat(MergedInfo.human(25_276_514_304L)).isEqualTo("23.54G");
  }

  private static Map<String, String> merged(String section, String... servers) {
    String head = "# " + section + "\r\n";
    return new MergedInfo(Arrays.stream(servers).map(s -> InfoText.parse(head + s)).toList())
        .section(section);
  }
}
