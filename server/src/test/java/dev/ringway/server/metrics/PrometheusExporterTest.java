package dev.ringway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.ServerCounter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PrometheusExporterTest {
  private static final CacheNumbers CACHE = new CacheNumbers(1 << 20, 4_000, 10, 70, 30, 20, 5);

  private final FakeProxy proxy = new FakeProxy(2);
  private final PrometheusExporter exporter = new PrometheusExporter(proxy);

  @AfterEach
  void close() {
    exporter.close();
    proxy.close();
  }

  @Test
  void sums_the_counters_of_all_workers() throws Exception {
    proxy.listener(0).add(ListenerCounter.ACCEPTED, 3);
    proxy.listener(1).add(ListenerCounter.ACCEPTED, 4);
    proxy.server(1, 0).add(ServerCounter.REQUEST_BYTES, 100);
    proxy.server(1, 1).add(ServerCounter.REQUEST_BYTES, 1);
    proxy.routes(0).add(RouteCounter.GUTTERED, 1);
    proxy.routes(1).add(RouteCounter.GUTTERED, 1);
    assertThat(scrape())
        .contains("ringway_route_guttered_total{listener=\"alpha\"} 2.0")
        .contains("ringway_listener_accepted_total{listener=\"alpha\"} 7.0")
        .contains("ringway_server_request_bytes_total{pool=\"alpha\",server=\"server-1\"} 101.0");
  }

  @Test
  void exports_only_the_commands_and_codes_that_occurred() throws Exception {
    proxy.listener(0).request(FakeProxy.GET);
    proxy.listener(0).fault(FakeProxy.GET, Failure.TIMEOUT);
    List<String> lines = scrape().lines().toList();
    assertThat(lines).contains("ringway_requests_total{command=\"get\",listener=\"alpha\"} 1.0");
    assertThat(lines)
        .contains("ringway_errors_total{code=\"timeout\",command=\"get\",listener=\"alpha\"} 1.0");
    assertThat(lines).noneMatch(line -> line.contains("command=\"set\""));
    assertThat(lines).noneMatch(line -> line.contains("code=\"refused\""));
  }

  @Test
  void gives_latencies_as_cumulative_histograms_in_seconds() throws Exception {
    proxy.listener(0).request(FakeProxy.SET);
    proxy.listener(0).answered(FakeProxy.SET, TimeUnit.MICROSECONDS.toNanos(100));
    proxy.listener(1).answered(FakeProxy.SET, TimeUnit.MILLISECONDS.toNanos(3));
    proxy.listener(1).answered(FakeProxy.SET, TimeUnit.SECONDS.toNanos(100));
    String name = "ringway_request_duration_seconds";
    String labels = "command=\"set\",listener=\"alpha\"";
    assertThat(scrape().lines())
        .contains(
            name + "_bucket{" + labels + ",le=\"6.5536E-5\"} 0",
            name + "_bucket{" + labels + ",le=\"1.31072E-4\"} 1",
            name + "_bucket{" + labels + ",le=\"0.002097152\"} 1",
            name + "_bucket{" + labels + ",le=\"0.004194304\"} 2",
            name + "_bucket{" + labels + ",le=\"8.589934592\"} 2",
            name + "_bucket{" + labels + ",le=\"+Inf\"} 3",
            name + "_count{" + labels + "} 3",
            name + "_sum{" + labels + "} 100.0031");
  }

  @Test
  void says_which_servers_are_ejected() throws Exception {
    proxy.eject(1);
    assertThat(scrape().lines())
        .contains(
            "ringway_server_ejected{pool=\"alpha\",server=\"server-0\"} 0.0",
            "ringway_server_ejected{pool=\"alpha\",server=\"server-1\"} 1.0",
            "ringway_pool_servers{pool=\"alpha\"} 2.0",
            "ringway_pool_live_servers{pool=\"alpha\"} 1.0",
            "ringway_pool_ejections_total{pool=\"alpha\"} 1.0");
  }

  @Test
  void says_what_caches_in_the_proxy_hold() throws Exception {
    proxy.caches = Map.of("l1", CACHE);
    assertThat(scrape().lines())
        .contains(
            "ringway_cache_bytes{pool=\"l1\"} 4000.0",
            "ringway_cache_entries{pool=\"l1\"} 10.0",
            "ringway_cache_hits_total{pool=\"l1\"} 70.0",
            "ringway_cache_misses_total{pool=\"l1\"} 30.0",
            "ringway_cache_evictions_total{pool=\"l1\"} 5.0");
  }

  @Test
  void gives_buffer_memory_loop_lag_and_the_jvm() throws Exception {
    proxy.stats().loopLags().get(1).record(TimeUnit.MILLISECONDS.toNanos(20));
    assertThat(scrape().lines())
        .contains(
            "ringway_buffer_memory_held_bytes 4194304.0",
            "ringway_buffer_memory_used_bytes 1048576.0",
            "ringway_buffer_memory_max_bytes 6.7108864E7",
            "ringway_event_loop_lag_seconds_count{worker=\"1\"} 1",
            "ringway_build_info{version=\"1.2.3\"} 1",
            "ringway_ready 1.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_cpu_usage "))
        .anyMatch(line -> line.startsWith("process_uptime_seconds "));
  }

  @Test
  void exports_every_family_of_the_table_and_no_other() throws Exception {
    proxy.listener(0).request(FakeProxy.GET);
    proxy.listener(0).fault(FakeProxy.GET, Failure.REFUSED);
    proxy.server(0, 0).add(ServerCounter.REQUESTS, 1);
    proxy.caches = Map.of("l1", CACHE);
    List<String> exported =
        scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE ringway_"))
            .map(line -> line.split(" ")[2])
            .toList();
    assertThat(new TreeSet<>(exported))
        .isEqualTo(new TreeSet<>(Families.all().stream().map(Family::name).toList()));
  }

  @Test
  void speaks_openmetrics_when_asked() throws Exception {
    String type =
        PrometheusExporter.contentType(
            "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5");
    assertThat(type).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(scrape(type))
        .endsWith("# EOF\n")
        .contains("# TYPE ringway_listener_accepted counter");
    assertThat(PrometheusExporter.contentType(null)).startsWith("text/plain; version=0.0.4");
    assertThat(PrometheusExporter.contentType("*/*")).startsWith("text/plain; version=0.0.4");
  }

  private String scrape() throws IOException {
    return scrape(PrometheusExporter.contentType(null));
  }

  private String scrape(String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    exporter.scrape(out, type);
    return out.toString(StandardCharsets.UTF_8);
  }
}
