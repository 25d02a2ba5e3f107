package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart in every configuration: linted, rendered, typed, checked against the rules. */
final class HelmChartTest {
  /** What the values of a file ask for, although a rule is against it. */
  private static final Map<String, List<String>> ASKED_FOR =
      Map.of(
          "no-probes.yaml",
              List.of(
                  "has no readiness probe",
                  "has no liveness probe",
                  "has a readiness probe that is not",
                  "has a liveness probe that is not",
                  "no preStop"),
          "replicated-redis.yaml", List.of("has no NetworkPolicy"));

  @Test
  void passes_the_strict_lint() {
    LintResult lint = Chart.lint();

    assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    assertThat(lint.getMessages()).noneMatch(it -> it.contains("WARNING") || it.contains("ERROR"));
  }

  @Test
  void renders_its_defaults() {
    assertHolds("defaults", Chart.template(Map.of()));
  }

  @ParameterizedTest
  @MethodSource("valueFiles")
  void renders_types_and_rules_hold(Path values) {
    assertHolds(values.getFileName().toString(), Chart.template(values));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shards.type=memcached                    | because shards.type is memcached",
        "shards.isRedis=false                     | because shards.type is redis",
        "shards.type=memcached,shards.isRedis=false | set it to a memcached image",
        "shards.image.repository=memcached:1.6.38 | shards.type is redis and",
        "enableRedisCluster=true                  | clients of a Redis Cluster find its shards",
        "enableRedisCluster=true,proxy.enabled=false,shards.count=2 | got 2, want 3",
        "enableRedisCluster=true,proxy.enabled=false,shards.clusterReplicas=1 | at least 3 masters",
        "enableRedisCluster=true,proxy.enabled=false,shards.replicaSets=2 | makes its copies",
        "shards.clusterReplicas=1                 | because enableRedisCluster is false",
        "shards.type=memcached,shards.isRedis=false,shards.persistence.enabled=true | keeps nothing",
        "proxy.kind=Sidecar                       | proxy.kind Sidecar needs shards.type memcached",
        "proxy.localCache.mode=internal           | proxy.localCache needs proxy.kind Sidecar",
        "proxy.kind=DaemonSet,proxy.autoscaling.enabled=true | needs proxy.kind Deployment",
        "proxy.routing=replicated,shards.replicaSets=2 | shards.replicaSets must be 1",
        "proxy.service.nodePort=30000             | needs proxy.service.type NodePort",
        "proxy.service.externalTrafficPolicy=Local | needs proxy.service.type NodePort or",
        "proxy.autoscaling.minReplicas=20         | is more than maxReplicas",
        "proxy.replicas=4                         | additional properties 'replicas' not allowed",
        "proxy.count=0                            | minimum: got 0, want 1",
        "shards.type=valkey                       | value must be one of 'redis', 'memcached'",
        "proxy.timeout=fast                       | 'fast' does not match pattern",
        "proxy.livenessProbe.successThreshold=2   | /proxy/livenessProbe/successThreshold",
      })
  void refuses_what_contradicts_itself_and_says_why(String values, String why) {
    assertThatThrownBy(() -> Chart.template(parse(values))).hasMessageContaining(why);
  }

  @Test
  void has_a_test_hook_in_every_configuration() {
    for (Path values : Chart.valueFiles()) {
      assertThat(StrictManifests.read(Chart.template(values)).manifests())
          .as(values.toString())
          .filteredOn(it -> it instanceof Pod)
          .singleElement()
          .extracting(it -> it.getMetadata().getAnnotations().get("was-hook"))
          .isEqualTo("test");
    }
  }

  @Test
  void carries_the_example_application_of_the_overlays() {
    assertThat(Repository.read(Repository.CHART.resolve("files/App.java")))
        .isEqualTo(Repository.read(Repository.K8S.resolve("base/app/App.java")));
  }

  static Stream<Path> valueFiles() {
    return Chart.valueFiles().stream();
  }

  private static void assertHolds(String name, String yaml) {
    StrictManifests.Reading reading = StrictManifests.read(yaml);
    assertThat(reading.problems()).isEmpty();
    List<String> askedFor = ASKED_FOR.getOrDefault(name, List.of());
    assertThat(ManifestRules.findings(new Bundle(reading.manifests())))
        .filteredOn(finding -> askedFor.stream().noneMatch(finding::contains))
        .isEmpty();
  }

  private static Map<String, String> parse(String values) {
    Map<String, String> parsed = new LinkedHashMap<>();
    for (String value : values.strip().split(",")) {
      parsed.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }
    return parsed;
  }
}
