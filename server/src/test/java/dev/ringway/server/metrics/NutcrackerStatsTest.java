package dev.ringway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ServerCounter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NutcrackerStatsTest {
  /** What nutcracker 0.5.0 says of a pool with these two servers. */
  private static final String NUTCRACKER =
      """
      {"service":"nutcracker", "source":"vm", "version":"0.5.0", "uptime":2, \
      "timestamp":1795233424, "total_connections":2, "curr_connections":2, \
      "alpha": {"client_eof":0, "client_err":0, "client_connections":0, "server_ejects":0, \
      "forward_error":0, "fragments":0, \
      "server-0": {"server_eof":0, "server_err":0, "server_timedout":0, "server_connections":0, \
      "server_ejected_at":0, "requests":0, "request_bytes":0, "responses":0, "response_bytes":0, \
      "in_queue":0, "in_queue_bytes":0, "out_queue":0, "out_queue_bytes":0},\
      "server-1": {"server_eof":0, "server_err":0, "server_timedout":0, "server_connections":0, \
      "server_ejected_at":0, "requests":0, "request_bytes":0, "responses":0, "response_bytes":0, \
      "in_queue":0, "in_queue_bytes":0, "out_queue":0, "out_queue_bytes":0}}}
      """;

  private final FakeProxy proxy = new FakeProxy(2);
  private final NutcrackerStats stats = new NutcrackerStats(proxy, "vm");

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void has_the_shape_of_nutcracker_to_the_byte() {
    assertThat(shape(stats.json()))
        .isEqualTo(shape(NUTCRACKER).replace("nutcracker", "ringway").replace("0.5.0", "1.2.3"));
  }

  private static String shape(String json) {
    return json.replaceAll(":-?\\d+", ":0");
  }

  @Test
  void tells_of_caches_in_the_proxy_as_well() {
    proxy.caches = Map.of("l1", new CacheNumbers(1 << 20, 4_000, 10, 70, 30, 20, 5));
    assertThat(stats.json())
        .endsWith(
            ",\"l1\": {\"bytes\":4000, \"max_bytes\":1048576, \"entries\":10, \"hits\":70,"
                + " \"misses\":30, \"stores\":20, \"evictions\":5}}\n");
  }

  @Test
  void sums_what_all_workers_counted() {
    proxy.listener(0).add(ListenerCounter.CLIENT_EOF, 2);
    proxy.listener(1).add(ListenerCounter.CLIENT_EOF, 3);
    proxy.listener(1).fault(FakeProxy.GET, Failure.TIMEOUT);
    proxy.server(0, 0).add(ServerCounter.REQUESTS, 10);
    proxy.server(0, 1).add(ServerCounter.REQUESTS, 5);
    proxy.server(1, 1).add(ServerCounter.OUT_QUEUE_BYTES, 77);
    assertThat(stats.json())
        .contains("\"client_eof\":5, ", "\"forward_error\":1, ", "\"requests\":15, ")
        .contains("\"out_queue_bytes\":77}}}");
  }

  @Test
  void counts_listening_sockets_clients_and_connections_to_servers() {
    proxy.server(0, 0).add(ServerCounter.CONNECTS, 9);
    proxy.server(1, 1).add(ServerCounter.SERVER_CONNECTIONS, 2);
    assertThat(stats.json())
        .contains("\"total_connections\":40, ")
        .contains("\"curr_connections\":6, ");
  }

  @Test
  void tells_ejections_and_their_time_in_microseconds() throws Exception {
    proxy.eject(1);
    long at = proxy.poolHealth().ejectedAtMicros(1);
    assertThat(at).isGreaterThan(1_000_000_000_000_000L);
    assertThat(stats.json())
        .contains("\"server_ejects\":1, ")
        .contains("\"server_ejected_at\":" + at);
  }

  @Test
  void describes_every_field() {
    assertThat(NutcrackerStats.describe().lines())
        .contains("pool stats:", "server stats:")
        .contains("  client_eof          \"connections that the client closed\"")
        .contains("  out_queue_bytes     \"bytes of requests written and not answered now\"")
        .hasSize(6 + 13 + 3);
  }

  @Test
  void escapes_names() {
    assertThat(JsonText.quote("a\"b\\c\n")).isEqualTo("\"a\\\"b\\\\c\\u000a\"");
  }
}
