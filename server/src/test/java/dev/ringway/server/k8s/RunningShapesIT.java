package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.k8s.LocalPods.Shard;
import dev.ringway.server.k8s.ProxyRules.Proxy;
import dev.ringway.server.process.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every deployment that has proxies, as processes: the files of its ConfigMaps, its commands, real
 * servers, names instead of addresses. A client writes and reads while one server is lost and comes
 * back under another address.
 */
final class RunningShapesIT {
  private static final List<String> KEYS =
      IntStream.range(0, 60).mapToObj(i -> "key-" + i).toList();

  /** Shapes that answer every key, whichever single server is lost. */
  private static final Set<String> REDUNDANT =
      Set.of(
          "gutter",
          "replicated-sharded",
          "sidecar",
          "sidecar-classic",
          "chart/replicated-redis",
          "chart/replicated-sharded",
          "chart/sidecar",
          "chart/sidecar-classic");

  @TempDir private Path directory;

  @ParameterizedTest
  @MethodSource("shapes")
  void serves_while_a_server_is_lost_and_returns(String shape) throws Exception {
    Bundle bundle = Shapes.get(shape);
    Proxy proxy = ProxyRules.proxies(bundle).getFirst();
    ProxyConfigFile.Listener listener =
        ProxyConfigFile.parse(proxy.config()).listeners().getFirst();
    boolean redis = listener.protocol().equals("redis");
    try (LocalPods pods = new LocalPods(bundle, directory)) {
      // Proxies start without their servers, whose names do not resolve yet.
      String address = pods.startProxy(proxy);
      assertThat(status(address, "/readyz")).isEqualTo(200);
      pods.startShards();
      try (KeyClient client = new KeyClient(address, listener.port(), redis)) {
        awaitAll(client, KEYS);
        writeAndRead(client, "first");
        Map<Shard, Set<String>> homes = homes(pods, redis);
        Shard lost = fullest(homes);
        Set<String> own = keys(homes, lost);

        pods.lose(lost);
        Set<String> refused = refused(client);
        if (REDUNDANT.contains(shape)) {
          assertThat(refused).isEmpty();
        } else {
          assertThat(refused).isNotEmpty().isSubsetOf(own);
        }
        assertThat(status(address, "/livez")).isEqualTo(200);
        assertThat(status(address, "/readyz")).isEqualTo(200);

        pods.bringBack(lost);
        awaitAll(client, own);
        awaitHome(pods, client, lost, own, redis);
        writeAndRead(client, "second");
        assertThat(keys(homes(pods, redis), lost)).isEqualTo(own);
      }
      if (proxy.pods().spec().getContainers().getFirst().getName().equals("app")) {
        pods.startExample(address);
        assertThat(cached(address)).isEqualTo("miss");
        assertThat(cached(address)).isEqualTo("hit");
      }
    }
  }

  @Test
  void a_running_proxy_has_every_metric_of_alerts_and_dashboard() throws Exception {
    Bundle bundle = Shapes.get("redis-proxy");
    try (LocalPods pods = new LocalPods(bundle, directory)) {
      String address = pods.startProxy(ProxyRules.proxies(bundle).getFirst());
      try (KeyClient client = new KeyClient(address, 6379, true)) {
        // Errors are counted once there was one.
        assertThat(refused(client)).isNotEmpty();
        pods.startShards();
        awaitAll(client, KEYS);
      }
      String metrics = get("http://" + address + ":9122/metrics").body();

      assertThat(MonitoringTest.metrics()).allSatisfy(name -> assertThat(metrics).contains(name));
    }
  }

  static Stream<String> shapes() {
    return Shapes.names().filter(name -> !ProxyRules.proxies(Shapes.get(name)).isEmpty());
  }

  /** Writes each key and reads it back. */
  private static void writeAndRead(KeyClient client, String value) throws IOException {
    for (String key : KEYS) {
      client.set(key, value + key);
      assertThat(client.get(key)).isEqualTo(value + key);
    }
  }

  /** The keys that cannot be written or read; those that can must have the value just written. */
  private static Set<String> refused(KeyClient client) throws IOException {
    Set<String> refused = new HashSet<>();
    for (String key : KEYS) {
      try {
        client.set(key, "other-" + key);
        assertThat(client.get(key)).isEqualTo("other-" + key);
      } catch (KeyClient.Refused e) {
        assertThat(e).hasMessageContaining(":");
        refused.add(key);
      }
    }
    return refused;
  }

  private static void awaitAll(KeyClient client, Iterable<String> keys) throws Exception {
    for (String key : keys) {
      Program.await(
          key + " is served",
          () -> {
            try {
              client.set(key, "again");
              return true;
            } catch (KeyClient.Refused e) {
              return false;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** Until the server that returned has each of its keys again, not only a stand-in. */
  private static void awaitHome(
      LocalPods pods, KeyClient client, Shard shard, Set<String> keys, boolean redis)
      throws Exception {
    PodProcess process = pods.process(shard);
    try (KeyClient direct = new KeyClient(process.address(), process.port(), redis)) {
      Program.await(
          shard.name() + " has its keys",
          () -> {
            try {
              for (String key : keys) {
                client.set(key, "home");
              }
              for (String key : keys) {
                if (direct.get(key) == null) {
                  return false;
                }
              }
              return true;
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  /** Which keys each server has. */
  private static Map<Shard, Set<String>> homes(LocalPods pods, boolean redis) throws IOException {
    Map<Shard, Set<String>> homes = new LinkedHashMap<>();
    for (Shard shard : pods.shards()) {
      PodProcess process = pods.process(shard);
      Set<String> keys = new HashSet<>();
      try (KeyClient direct = new KeyClient(process.address(), process.port(), redis)) {
        for (String key : KEYS) {
          if (direct.get(key) != null) {
            keys.add(key);
          }
        }
      }
      homes.put(shard, keys);
    }
    return homes;
  }

  private static Set<String> keys(Map<Shard, Set<String>> homes, Shard shard) {
    return homes.getOrDefault(shard, Set.of());
  }

  private static Shard fullest(Map<Shard, Set<String>> homes) {
    List<Shard> shards = new ArrayList<>(homes.keySet());
    shards.sort((a, b) -> keys(homes, b).size() - keys(homes, a).size());
    return shards.getFirst();
  }

  private static int status(String address, String path) throws Exception {
    return get("http://" + address + ":9122" + path).statusCode();
  }

  /** What the example application says of its cache. */
  private static String cached(String address) throws Exception {
    return get("http://" + address + ":8080/page/one")
        .headers()
        .firstValue("X-Cache")
        .orElseThrow();
  }

  private static HttpResponse<String> get(String uri) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(uri)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }
}
