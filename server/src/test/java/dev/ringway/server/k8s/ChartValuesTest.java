package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart's values: described, listed in its README, and with every key of MemStore's chart. */
final class ChartValuesTest {
  private static final String BEGIN = "<!-- values: written by ChartValuesTest -->\n";
  private static final String END = "<!-- end of values -->\n";

  private final String yaml = Repository.read(Repository.CHART.resolve("values.yaml"));
  private final List<ChartValues.Value> values = ChartValues.read(yaml);

  /** With {@code -Dringway.docs=write} this writes the table. */
  @Test
  void readme_lists_every_value() throws IOException {
    Path file = Repository.CHART.resolve("README.md");
    String page = Repository.read(file);
    String table =
        values.stream()
            .map(ChartValues.Value::row)
            .collect(
                Collectors.joining(
                    "\n", "| key | type | default | meaning |\n|---|---|---|---|\n", "\n"));
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String expected = page.substring(0, begin) + table + page.substring(page.indexOf(END));
    if ("write".equals(System.getProperty("ringway.docs"))) {
      Files.writeString(file, expected);
    } else {
      assertThat(page).isEqualTo(expected);
    }
  }

  @Test
  void every_leaf_is_described() {
    List<String> leaves = new ArrayList<>();
    Map<?, ?> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    collectLeaves("", root, leaves);

    List<String> described = values.stream().map(ChartValues.Value::key).toList();
    assertThat(leaves)
        .allMatch(leaf ->
            described.stream().anyMatch(it -> leaf.equals(it) || leaf.startsWith(it + ".")));
  }

  /** Keys and defaults of the chart whose place this one takes; the images are Ringway's own. */
  @Test
  void has_every_key_of_memstore_with_its_default() {
    Map<String, String> memStore = new LinkedHashMap<>();
    for (String row :
        """
        cluster.domain string "cluster.local"
        enableRedisCluster bool false
        fullnameOverride string ""
        nameOverride string ""
        podSecurityContext object {}
        proxy.count int 3
        proxy.enabled bool true
        proxy.image.pullPolicy string "IfNotPresent"
        proxy.image.repository string "ringway:0.1.0"
        proxy.livenessProbe.enabled bool true
        proxy.livenessProbe.failureThreshold int 5
        proxy.livenessProbe.initialDelaySeconds int 5
        proxy.livenessProbe.periodSeconds int 5
        proxy.livenessProbe.successThreshold int 1
        proxy.livenessProbe.timeoutSeconds int 5
        proxy.readinessProbe.enabled bool true
        proxy.readinessProbe.failureThreshold int 5
        proxy.readinessProbe.initialDelaySeconds int 5
        proxy.readinessProbe.periodSeconds int 5
        proxy.readinessProbe.successThreshold int 1
        proxy.readinessProbe.timeoutSeconds int 1
        proxy.resources object {}
        proxy.service.port int 6379
        proxy.service.type string "ClusterIP"
        securityContext object {}
        serviceAccount.annotations object {}
        serviceAccount.create bool false
        serviceAccount.name string nil
        shards.count int 3
        shards.image.pullPolicy string "IfNotPresent"
        shards.image.repository string "redis:7.2.7-alpine"
        shards.isRedis bool true
        shards.livenessProbe.enabled bool true
        shards.livenessProbe.failureThreshold int 5
        shards.livenessProbe.initialDelaySeconds int 5
        shards.livenessProbe.periodSeconds int 5
        shards.livenessProbe.successThreshold int 1
        shards.livenessProbe.timeoutSeconds int 5
        shards.readinessProbe.enabled bool true
        shards.readinessProbe.failureThreshold int 5
        shards.readinessProbe.initialDelaySeconds int 5
        shards.readinessProbe.periodSeconds int 5
        shards.readinessProbe.successThreshold int 1
        shards.readinessProbe.timeoutSeconds int 1
        shards.resources object {}
        shards.service.port int 6379
        shards.type string "redis"
        """
            .lines()
            .toList()) {
      int space = row.indexOf(' ');
      memStore.put(row.substring(0, space), row.substring(space + 1));
    }
    Map<String, String> ours =
        values.stream()
            .collect(
                Collectors.toMap(
                    ChartValues.Value::key, it -> it.type() + " " + it.row().split("`", -1)[3]));

    assertThat(memStore).hasSize(47);
    assertThat(ours).containsAllEntriesOf(memStore);
    String page = Repository.read(Repository.ROOT.resolve("docs/kubernetes.md"));
    assertThat(memStore.keySet()).allMatch(key -> page.contains("| `" + key + "` |"));
  }

  private static void collectLeaves(String path, Map<?, ?> node, List<String> leaves) {
    node.forEach((key, value) -> {
      String place = path.isEmpty() ? key.toString() : path + "." + key;
      if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        collectLeaves(place, map, leaves);
      } else {
        leaves.add(place);
      }
    });
  }
}
