package dev.ringway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.TestServers;
import dev.ringway.server.TestServers.Server;
import dev.ringway.server.config.NutcrackerReader;
import dev.ringway.server.launch.ConfigSource;
import dev.ringway.server.launch.Profile;
import dev.ringway.server.launch.RunOptions;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.launch.StatsOptions;
import dev.ringway.server.launch.TransportChoice;
import dev.ringway.server.metrics.Families;
import dev.ringway.server.metrics.Family;
import dev.ringway.server.run.ProxyLauncher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The admin HTTP and the statistics of a proxy in front of real servers. */
@Timeout(120)
final class ObservabilityIT {
  /** There is no cache in this proxy: nothing is said of one. */
  private static final String OF_CACHES = "ringway_cache_";

  private static final int KEYS = 60;
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(-?\\d+)");

  @TempDir private Path directory;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Server> shards = new ArrayList<>();
  private TestServers servers;
  private String file;
  private int port;
  private int adminPort;
  private int statsPort;
  private RunningProxy proxy;

  @BeforeEach
  void start() throws Exception {
    servers = new TestServers(directory);
    port = TestServers.freePort();
    StringBuilder text =
        new StringBuilder(
            """
            alpha:
              listen: 127.0.0.1:%d
              redis: true
              hash: crc32a
              distribution: modula
              timeout: 1500
              auto_eject_hosts: true
              server_failure_limit: 2
              server_retry_timeout: 60000
              servers:
            """
                .formatted(port));
    for (int i = 0; i < 3; i++) {
      Server shard = servers.redis();
      shards.add(shard);
      text.append("   - 127.0.0.1:%d:1 shard-%d\n".formatted(shard.port(), i));
    }
    file = text.toString();
    ProxyConfig config = new NutcrackerReader().read("test.yml", file);
    adminPort = TestServers.freePort();
    statsPort = TestServers.freePort();
    RunOptions options =
        new RunOptions(
            new FixedSource(config),
            2,
            TransportChoice.AUTO,
            Profile.DEFAULT,
            Endpoint.tcp("127.0.0.1", adminPort),
            new StatsOptions(Endpoint.tcp("127.0.0.1", statsPort), Duration.ofSeconds(30)),
            Duration.ofSeconds(10));
    proxy = new ProxyLauncher("1.2.3").start(config, options);
  }

  private record FixedSource(ProxyConfig config) implements ConfigSource {
    @Override
    public String name() {
      return "test.yml";
    }

    @Override
    public ProxyConfig read() {
      return config;
    }
  }

  @AfterEach
  void end() {
    client.close();
    proxy.drain();
    servers.close();
  }

  @Test
  void exports_what_the_documentation_says() throws Exception {
    try (Socket user = connect()) {
      fill(user);
      call(user, "MONITOR");
      Pattern lag = Pattern.compile("(?m)^ringway_event_loop_lag_seconds_count.* [1-9]");
      List<String> metrics =
          await(() -> get("/metrics").body(), text -> lag.matcher(text).find()).lines().toList();
      assertThat(metrics.stream().filter(line -> line.startsWith("# TYPE ringway_")))
          .map(line -> line.split(" ")[2])
          .containsExactlyInAnyOrderElementsOf(
              Families.all().stream()
                  .map(Family::name)
                  .filter(name -> !name.startsWith(OF_CACHES))
                  .toList());
      assertThat(metrics)
          .contains(
              "ringway_requests_total{command=\"set\",listener=\"alpha\"} %d.0".formatted(KEYS))
          .contains("ringway_listener_client_connections{listener=\"alpha\"} 1.0")
          .contains("ringway_pool_live_servers{pool=\"alpha\"} 3.0");
      assertThat(metrics)
          .anyMatch(line -> line.matches("ringway_buffer_memory_held_bytes [1-9].*"))
          .anyMatch(
              line -> line.matches("ringway_server_response_duration_seconds_count.* [1-9].*"));
    }
  }

  @Test
  void has_the_shape_of_a_real_nutcracker() throws Exception {
    Path config = directory.resolve("nutcracker.yml");
    int theirs = TestServers.freePort();
    int theirStats = TestServers.freePort();
    Files.writeString(config, file.replace("127.0.0.1:" + port, "127.0.0.1:" + theirs));
    servers.start(
        theirs,
        "nutcracker",
        "-c",
        config.toString(),
        "-s",
        Integer.toString(theirStats),
        "-a",
        "127.0.0.1");
    assertThat(shape(stats(statsPort))).isEqualTo(shape(stats(theirStats)));
  }

  private static String shape(String json) {
    return json.replaceAll(":-?\\d+", ":0")
        .replaceFirst("\"service\":\"\\w+\"", "\"service\":\"\"")
        .replaceFirst("\"version\":\"[^\"]+\"", "\"version\":\"\"");
  }

  @Test
  void keeps_every_field_of_the_statistics_alive() throws Exception {
    TreeMap<String, Long> highest = new TreeMap<>();
    try (Socket user = connect()) {
      fill(user);
      user.getOutputStream().write(mget());
      read(user);
    }
    try (Socket lost = connect()) {
      lost.setSoLinger(true, 0);
      call(lost, "GET", "key1");
      lost.getOutputStream().write(mget());
    }
    shards.get(0).hang();
    try (Socket user = connect()) {
      user.getOutputStream().write(mget());
      await(
          this::ourStats,
          json -> note(json, highest) && highest.getOrDefault("out_queue_bytes", 0L) > 0);
      read(user);
      shards.get(1).kill();
      for (int round = 0; round < 3; round++) {
        fill(user);
      }
      shards.get(0).goOn();
    }
    await(
        this::ourStats, json -> note(json, highest) && highest.getOrDefault("client_err", 0L) > 0);
    assertThat(highest)
        .allSatisfy((field, value) -> {
          if (!field.startsWith("in_queue")) {
            assertThat(value).as(field).isPositive();
          }
        });
  }

  @Test
  void says_draining_while_the_last_requests_are_answered() throws Exception {
    try (Socket user = connect()) {
      fill(user);
      assertThat(get("/readyz").statusCode()).isEqualTo(200);
      for (Server shard : shards) {
        shard.hang();
      }
      user.getOutputStream().write(command("GET", "key1"));
      await(this::ourStats, json -> json.contains("\"out_queue\":1"));
      HttpRequest drain =
          HttpRequest.newBuilder(uri("/drain")).POST(BodyPublishers.noBody()).build();
      assertThat(client.send(drain, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
      HttpResponse<String> readiness = await(() -> get("/readyz"), r -> r.statusCode() == 503);
      assertThat(readiness.body()).isEqualTo("draining\n");
      assertThat(get("/livez").statusCode()).isEqualTo(200);
      for (Server shard : shards) {
        shard.goOn();
      }
      assertThat(read(user)).startsWith("$");
      proxy.awaitEnd();
    }
  }

  private static boolean note(String json, TreeMap<String, Long> highest) {
    Matcher matcher = FIELD.matcher(json);
    while (matcher.find()) {
      highest.merge(matcher.group(1), Long.valueOf(matcher.group(2)), Math::max);
    }
    return true;
  }

  private void fill(Socket user) throws IOException {
    for (int i = 0; i < KEYS; i++) {
      call(user, "SET", "key" + i, "value");
    }
  }

  private static byte[] mget() {
    List<String> words = new ArrayList<>(List.of("MGET"));
    for (int i = 0; i < KEYS; i++) {
      words.add("key" + i);
    }
    return command(words.toArray(String[]::new));
  }

  private static byte[] command(String... words) {
    StringBuilder request = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      request.append("$%d\r\n%s\r\n".formatted(word.length(), word));
    }
    return request.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String call(Socket user, String... words) throws IOException {
    user.getOutputStream().write(command(words));
    return read(user);
  }

  /** What comes next: at least one byte. */
  private static String read(Socket user) throws IOException {
    byte[] bytes = new byte[16 << 10];
    int length = user.getInputStream().read(bytes);
    return new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static <T> T await(Callable<T> value, Predicate<T> good) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    T last = value.call();
    while (!good.test(last)) {
      assertThat(System.nanoTime()).as("last seen: %s", last).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
      last = value.call();
    }
    return last;
  }

  private String ourStats() throws IOException {
    return stats(statsPort);
  }

  private static String stats(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + adminPort + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }
}
