package dev.ringway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.failure.Failure;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.metrics.FakeProxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdminTest {
  private static final Endpoint ANY_PORT = Endpoint.tcp("127.0.0.1", 0);

  private final FakeProxy proxy = new FakeProxy(2);
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch drained = new CountDownLatch(1);
  private final AdminActions actions = new AdminActions(this::reload, drained::countDown);
  private boolean badFile;
  private Admin admin;

  private String reload() throws ConfigException {
    if (badFile) {
      throw new ConfigException(List.of(new Problem("a.yml", 3, 5, "no such key: listn")));
    }
    return "1 pool changed";
  }

  @BeforeEach
  void open() throws IOException {
    admin =
        Admin.open(
            ANY_PORT,
            new StatsOptions(ANY_PORT, Duration.ofSeconds(30)),
            proxy,
            actions,
            Profile.DEFAULT);
  }

  @AfterEach
  void close() {
    client.close();
    admin.close();
    proxy.close();
  }

  @Test
  void lives_whatever_the_proxy_does() throws Exception {
    proxy.listening = false;
    proxy.draining = true;
    assertThat(get("/livez").statusCode()).isEqualTo(200);
  }

  @Test
  void is_ready_while_listening_and_not_draining() throws Exception {
    proxy.eject(0);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    proxy.listening = false;
    HttpResponse<String> starting = get("/readyz");
    assertThat(starting.statusCode()).isEqualTo(503);
    assertThat(starting.body()).isEqualTo("starting\n");
    proxy.draining = true;
    HttpResponse<String> draining = get("/readyz");
    assertThat(draining.statusCode()).isEqualTo(503);
    assertThat(draining.body()).isEqualTo("draining\n");
  }

  @Test
  void gives_metrics_in_the_format_asked_for() throws Exception {
    HttpResponse<String> plain = get("/metrics");
    assertThat(plain.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(plain.body()).contains("ringway_ready 1.0");
    HttpResponse<String> open =
        client.send(
            request("/metrics").header("Accept", "application/openmetrics-text").build(),
            BodyHandlers.ofString());
    assertThat(open.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void compresses_metrics_when_asked() throws Exception {
    HttpResponse<byte[]> packed =
        client.send(
            request("/metrics").header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("ringway_ready");
    }
  }

  @Test
  void gives_the_same_statistics_by_http_and_on_the_statistics_port() throws Exception {
    String http = get("/stats").body();
    assertThat(withoutTime(readAll(admin.statsAddress().orElseThrow(), "")))
        .isEqualTo(withoutTime(http));
    assertThat(http).startsWith("{\"service\":\"ringway\"").endsWith("}\n");
  }

  @Test
  void gives_statistics_to_callers_that_speak_first() throws Exception {
    String asked = readAll(admin.statsAddress().orElseThrow(), "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(asked).startsWith("{\"service\":").endsWith("}\n");
  }

  private static String withoutTime(String json) {
    return json.replaceAll("\"timestamp\":\\d+", "");
  }

  @Test
  void shows_the_configuration_without_its_secrets() throws Exception {
    String config = get("/config").body();
    assertThat(config)
        .contains("\"timeout_millis\": 400", "\"distribution\": \"modula\"")
        .contains("\"endpoint\": \"10.0.0.1:6001\"", "\"route\": \"pool\"")
        .contains("\"password\": \"********\"")
        .doesNotContain("secret");
  }

  @Test
  void explains_where_a_key_goes_with_the_servers_that_are_live() throws Exception {
    String before = get("/explain?key=a%00%FF").body();
    assertThat(before)
        .startsWith("listener alpha: redis on 127.0.0.1:6379\n")
        .contains("pool alpha");
    int owner = before.contains("server-0") ? 0 : 1;
    proxy.eject(owner);
    assertThat(get("/explain?key=a%00%FF&listener=alpha&command=GET").body())
        .contains("server-" + (1 - owner))
        .doesNotContain("server-" + owner);
  }

  @Test
  void explains_nothing_without_a_key_or_for_an_unknown_listener() throws Exception {
    assertThat(get("/explain").statusCode()).isEqualTo(400);
    HttpResponse<String> unknown = get("/explain?key=a&listener=nowhere");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).isEqualTo("there is no listener named nowhere\n");
  }

  @Test
  void reloads_and_tells_every_problem_of_a_bad_file() throws Exception {
    HttpResponse<String> good = post("/reload");
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).isEqualTo("1 pool changed\n");
    badFile = true;
    HttpResponse<String> bad = post("/reload");
    assertThat(bad.statusCode()).isEqualTo(422);
    assertThat(bad.body()).isEqualTo("a.yml:3:5: no such key: listn\n");
  }

  @Test
  void drains_without_making_the_caller_wait() throws Exception {
    HttpResponse<String> accepted = post("/drain");
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.body()).isEqualTo("draining\n");
    assertThat(drained.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void refuses_actions_that_a_web_page_asks_for() throws Exception {
    HttpResponse<String> response =
        client.send(
            request("/drain")
                .header("Origin", "http://example.com")
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(drained.getCount()).isEqualTo(1);
  }

  @Test
  void names_what_there_is_instead_of_what_there_is_not() throws Exception {
    HttpResponse<String> missing = get("/metric");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("/metrics", "POST /reload /drain");
    assertThat(get("/drain").statusCode()).isEqualTo(405);
    assertThat(get("/drain").headers().firstValue("allow")).contains("POST");
    assertThat(post("/livez").headers().firstValue("allow")).contains("GET, HEAD");
  }

  @Test
  void answers_head_without_a_body() throws Exception {
    HttpResponse<String> head =
        client.send(
            request("/livez").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void answers_what_is_not_http_and_closes() throws Exception {
    assertThat(readAll(admin.httpAddress().orElseThrow(), "x\r\n\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void closes_the_oldest_connection_rather_than_refusing_a_probe() throws Exception {
    List<Socket> held = new ArrayList<>();
    try {
      for (int i = 0; i < AdminServer.MAX_CONNECTIONS; i++) {
        Socket socket = new Socket();
        socket.connect(admin.httpAddress().orElseThrow());
        held.add(socket);
      }
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      assertThat(held.getFirst().getInputStream().read()).isEqualTo(-1);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  void shows_a_status_page_of_listeners_pools_and_servers() throws Exception {
    proxy.listener(0).request(FakeProxy.GET);
    proxy.listener(0).answered(FakeProxy.GET, 2_000_000);
    proxy.listener(0).fault(FakeProxy.GET, Failure.TIMEOUT);
    proxy.eject(1);
    HttpResponse<String> page = get("/");
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.body())
        .contains("<td>alpha</td>", "127.0.0.1:6379", "modula by fnv1a_64")
        .contains("<td>server-0</td><td>in the ring</td>")
        .contains("<td>server-1</td><td class=bad>ejected</td>")
        .contains(" ms</td>")
        .doesNotContain("http://", "https://", "src=");
  }

  @Test
  void opens_nothing_if_one_address_is_taken() {
    InetSocketAddress taken = admin.httpAddress().orElseThrow();
    Endpoint endpoint = Endpoint.tcp("127.0.0.1", taken.getPort());
    assertThatIOException()
        .isThrownBy(() -> Admin.open(endpoint, null, proxy, AdminActions.NONE, Profile.DEFAULT))
        .withMessageStartingWith("admin: cannot listen on " + endpoint);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + admin.httpAddress().orElseThrow().getPort() + path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private static String readAll(InetSocketAddress address, String said) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
