package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.k8s.LocalPods.Shard;
import dev.ringway.server.kit.Await;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The chart without proxies, as processes: shards for clients that spread keys by themselves. One
 * is lost and comes back under another address.
 */
final class ShardsAloneIT {
  private static final List<String> KEYS =
      IntStream.range(0, 60).mapToObj(i -> "key-" + i).toList();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"chart/client-side", "chart/client-side-memcached"})
  void each_shard_serves_by_itself(String shape) throws Exception {
    boolean redis = !shape.endsWith("memcached");
    try (LocalPods pods = new LocalPods(Shapes.get(shape), directory)) {
      pods.startShards();
      for (Shard shard : pods.shards()) {
        writeAndRead(pods, shard, redis);
      }
      Shard lost = pods.shards().get(1);
      pods.lose(lost);
      for (Shard shard : pods.shards()) {
        if (!shard.equals(lost)) {
          writeAndRead(pods, shard, redis);
        }
      }
      pods.bringBack(lost);
      writeAndRead(pods, lost, redis);
    }
  }

  private static void writeAndRead(LocalPods pods, Shard shard, boolean redis) throws IOException {
    PodProcess process = pods.process(shard);
    try (KeyClient client = new KeyClient(process.address(), process.port(), redis)) {
      client.set("key", shard.name());
      assertThat(client.get("key")).isEqualTo(shard.name());
    }
  }

  @Test
  void the_job_makes_one_cluster_of_the_shards_and_leaves_it_alone_afterwards() throws Exception {
    Bundle bundle = Shapes.get("chart/redis-cluster");
    try (LocalPods pods = new LocalPods(bundle, directory)) {
      pods.startShards();

      assertThat(assignSlots(bundle, pods)).contains("16384 slots are served");
      Await.until(
          "three masters have a replica each",
          () ->
              count(pods, " master ") + count(pods, ",master ") == 3 && count(pods, "slave") == 3);
      Set<String> nodes = identities(pods);

      assertThat(assignSlots(bundle, pods)).isEqualTo("16384 slots are served\n");
      assertThat(identities(pods)).hasSize(6).isEqualTo(nodes);
    }
  }

  @Test
  void a_replica_takes_over_from_a_lost_master_which_returns_under_another_address()
      throws Exception {
    Bundle bundle = Shapes.get("chart/redis-cluster");
    try (LocalPods pods = new LocalPods(bundle, directory)) {
      pods.startShards();
      assignSlots(bundle, pods);
      Await.until("replicas", () -> count(pods, "slave") == 3 && synced(pods));
      PodProcess seed = pods.process(pods.shards().getLast());
      // A command that waits for the lost node is asked again.
      RedisURI first =
          RedisURI.builder()
              .withHost(seed.address())
              .withPort(seed.port())
              .withTimeout(Duration.ofSeconds(2))
              .build();
      try (RedisClusterClient client = RedisClusterClient.create(first);
          StatefulRedisClusterConnection<String, String> connection = connect(client)) {
        RedisAdvancedClusterCommands<String, String> redis = connection.sync();
        KEYS.forEach(key -> redis.set(key, "first"));
        Shard lost = pods.shards().getFirst();
        assertThat(nodesAsSeenBy(pods.process(lost))).contains("myself,master");
        pods.lose(lost);
        for (String key : KEYS) {
          Await.until(key, () -> redis.get(key).equals("first"));
          Await.until(key, () -> redis.set(key, "second").equals("OK"));
        }
        pods.bringBack(lost);
        String address = pods.process(lost).address() + ":" + seed.port();
        Await.until(
            "its new address",
            () ->
                nodesAsSeenBy(seed)
                    .lines()
                    .anyMatch(it -> it.contains(address) && it.contains(" connected")));
        Await.until("its copy", () -> synced(pods));
        KEYS.forEach(key -> assertThat(redis.get(key)).isEqualTo("second"));
      }
    }
  }

  private static StatefulRedisClusterConnection<String, String> connect(RedisClusterClient client) {
    client.setOptions(
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(Duration.ofMillis(500))
                    .build())
            .build());
    return client.connect();
  }

  /** Whether every replica has its master's data. */
  private static boolean synced(LocalPods pods) {
    return pods.shards().stream()
        .map(shard -> ask(pods.process(shard), "info", "replication"))
        .noneMatch(it -> it.contains("master_link_status:down"));
  }

  /** Runs the Job's container: its script, its variables, names as addresses. */
  private String assignSlots(Bundle bundle, LocalPods pods) throws Exception {
    Container container =
        bundle
            .all(Job.class)
            .getFirst()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst();
    String script =
        bundle.all(ConfigMap.class).stream()
            .flatMap(it -> it.getData().entrySet().stream())
            .filter(it -> it.getKey().equals("assign.sh"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(directory.resolve("assign.sh"), script);
    ProcessBuilder builder = new ProcessBuilder("sh", file.toString()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    container.getEnv().forEach(it -> environment.put(it.getName(), it.getValue()));
    assertThat(names(container)).isEqualTo(pods.shards().stream().map(Shard::host).toList());
    environment.put("SHARDS", addresses(pods));
    environment.put("PATH", resolver() + ":" + System.getenv("PATH"));
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  /** The shards that the Job names, without the domain. */
  private static List<String> names(Container container) {
    return container.getEnv().stream()
        .filter(it -> it.getName().equals("SHARDS"))
        .map(EnvVar::getValue)
        .flatMap(it -> List.of(it.strip().split("\\s+")).stream())
        .map(it -> it.replace(".data.svc.cluster.local", ""))
        .toList();
  }

  private static String addresses(LocalPods pods) {
    return pods.shards().stream()
        .map(shard -> pods.process(shard).address())
        .collect(Collectors.joining(" "));
  }

  /** A getent that takes an address for its own name, as no name server here does. */
  private Path resolver() throws IOException {
    Path programs = Files.createDirectories(directory.resolve("bin"));
    Path getent = Files.writeString(programs.resolve("getent"), "#!/bin/sh\necho \"$2 $2\"\n");
    assertThat(getent.toFile().setExecutable(true)).isTrue();
    return programs;
  }

  private static long count(LocalPods pods, String role) {
    return nodes(pods).lines().filter(it -> it.contains(role)).count();
  }

  private static Set<String> identities(LocalPods pods) {
    return nodes(pods)
        .lines()
        .map(it -> it.substring(0, it.indexOf(' ')))
        .collect(Collectors.toSet());
  }

  private static String nodes(LocalPods pods) {
    return nodesAsSeenBy(pods.process(pods.shards().getFirst()));
  }

  private static String nodesAsSeenBy(PodProcess node) {
    return ask(node, "cluster", "nodes");
  }

  private static String ask(PodProcess node, String... command) {
    List<String> line =
        new ArrayList<>(List.of("redis-cli", "-h", node.address(), "-p", "" + node.port()));
    line.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
