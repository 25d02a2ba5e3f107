package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proof that each rule finds what breaks it: an overlay with one thing changed. */
final class ManifestRulesTest {
  private static final Map<String, String> RENDERED = new ConcurrentHashMap<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Names, labels and ports that find each other.
        "redis-proxy | name: redis-headless        | name: redis_headless       | is not a name",
        "redis-proxy | serviceName: redis-headless | serviceName: redis         | names a Service that does not exist",
        "redis-proxy | serviceName: redis-headless | serviceName: redis-proxy   | names a Service that is not headless",
        "gutter      | serviceName: cache-headless-main | serviceName: cache-headless-gutter | headless Service that does not select its pods",
        "redis-proxy | targetPort: redis           | targetPort: web            | targets port web",
        "redis-proxy | container: ringway          | container: proxy           | measures a container that is not there",
        "redis-proxy | 'kind: Deployment\\n    name: redis-proxy' | 'kind: Deployment\\n    name: proxy' | scales what does not exist",
        "redis-proxy | minReadySeconds: 5\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/component: redis-proxy | replicas: 2\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/component: redis-proxy | which its HorizontalPodAutoscaler owns",
        "redis-proxy | 'ports:\\n    - port: redis' | 'ports:\\n    - port: rediss' | opens port rediss",
        "redis-proxy | maxUnavailable: 1\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/component: shard | maxUnavailable: 1\\n  selector:\\n    matchLabels:\\n      app.kubernetes.io/component: shards | has 0 PodDisruptionBudgets",
        "redis-proxy | podSelector:\\n    matchLabels:\\n      app.kubernetes.io/component: shard | podSelector:\\n    matchLabels:\\n      app.kubernetes.io/component: shards | has no NetworkPolicy",
        // Pods.
        "redis-proxy | labelSelector:\\n                matchLabels:\\n                  app.kubernetes.io/component: shard | labelSelector:\\n                matchLabels:\\n                  app.kubernetes.io/component: shards | anti-affinity that does not select its own pods",
        "redis-proxy | labelSelector:\\n          matchLabels:\\n            app.kubernetes.io/component: redis-proxy | labelSelector:\\n          matchLabels:\\n            app.kubernetes.io/component: proxy | spread constraint that does not select",
        "sidecar-local-cache | containerPort: 11212 | containerPort: 11211       | has port memcache twice",
        "redis-proxy | configMap:\\n          name: redis-config- | configMap:\\n          name: redis-conf- | mounts a ConfigMap that does not exist",
        "redis-proxy | - mountPath: /data\\n          name: data | - mountPath: /data\\n          name: dat | has volumes",
        "redis-proxy | memory: 512Mi               | cpu: 1                     | has no limit of memory",
        "redis-proxy | memory: 512Mi               | memory: 100Mi              | requests more memory than its limit",
        "redis-proxy | cpu: 200m                   | ephemeral-storage: 1Gi     | requests no CPU",
        "redis-proxy | 'startupProbe:\\n          failureThreshold: 30' | 'startupProbe:\\n          failureThreshold: 3' | has less than 15 s to start",
        "redis-proxy | 'tcpSocket:\\n            port: redis' | 'tcpSocket:\\n            port: web' | probe on a port that it lacks",
        "redis-proxy | mountPath: /data            | mountPath: /data\\n          subPath: x | by subPath",
        // Servers.
        "sidecar-local-cache | - \"11212\"         | - \"11213\"                | listens on 11213",
        "sidecar-local-cache | - \"64\"            | - \"90\"                   | requests too little memory",
        "redis-proxy | port 6379                   | port 6380                  | listens on 6380",
        "redis-proxy | maxmemory 256mb             | maxmemory 300mb            | requests too little memory",
        "redis-proxy | maxmemory 256mb             | maxmemory 20%              | does not say its port and memory",
        // Security.
        "redis-proxy | automountServiceAccountToken: false | automountServiceAccountToken: true | mounts a token",
        "redis-proxy | enableServiceLinks: false   | enableServiceLinks: true   | takes variables from every Service",
        "redis-proxy | runAsNonRoot: true          | runAsNonRoot: false        | does not say which user",
        "redis-proxy | runAsUser: 999              | runAsUser: 0               | does not say which user",
        "redis-proxy | type: RuntimeDefault        | type: Unconfined           | has no seccomp profile",
        "redis-proxy | enableServiceLinks: false   | enableServiceLinks: false\\n      hostNetwork: true | reaches into its node",
        "redis-proxy | allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain privileges",
        "redis-proxy | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | can write to its root",
        "redis-proxy | '- ALL'                     | '- NET_RAW'                | keeps capabilities",
        "redis-proxy | image: ringway:0.1.0        | image: ringway:latest      | has no version",
        "redis-proxy | image: ringway:0.1.0        | image: ringway             | has no version",
        "redis-proxy | containerPort: 6379         | containerPort: 6379\\n          hostPort: 6379 | takes a port of its node",
        // Proxies.
        "redis-proxy | path: /livez                | path: /readyz              | liveness probe that is not /livez",
        "redis-proxy | path: /readyz               | path: /livez               | readiness probe that is not /readyz",
        "redis-proxy | - 0.0.0.0:9122              | - 127.0.0.1:9122           | has its admin port elsewhere",
        "redis-proxy | containerPort: 9122         | containerPort: 9123        | has its admin port elsewhere",
        "redis-proxy | name: RINGWAY_WORKERS       | name: RINGWAY_WORKER       | takes as many workers as its node",
        "redis-proxy | terminationGracePeriodSeconds: 30\\n      topology | terminationGracePeriodSeconds: 20\\n      topology | needs a grace period of 25 s",
        "redis-proxy | 'preStop:\\n            sleep:\\n              seconds: 5' | 'postStart:\\n            sleep:\\n              seconds: 5' | no preStop",
        "redis-proxy | value: 15s                  | value: soon                | does not say in seconds",
        "redis-proxy | - /etc/ringway/ringway.yml  | - /etc/ringway/ringway.yaml | has no config at",
        "redis-proxy | ringway.dev/metrics: \"true\" | ringway.dev/metric: \"true\" | is not scraped",
        // Configs.
        "redis-proxy | 'listen: 0.0.0.0:6379'      | 'listen: 0.0.0.0:6380'     | listens on 6380",
        "redis-proxy | 'listen: 0.0.0.0:6379'      | 'listen: 127.0.0.1:6379'   | where its clients are not",
        "sidecar     | 'listen: 127.0.0.1:11211'   | 'listen: 0.0.0.0:11211'    | where its clients are not",
        "redis-proxy | replicas: 3                 | replicas: 4                | names the servers",
        "redis-proxy | redis-1.redis-headless:6379:1 redis-1 | redis-1.redis-headless:6379:1 redis-2 | names a server twice",
        "redis-proxy | redis-1.redis-headless:6379:1 redis-1 | redis-1.redis:6379:1 redis-1 | by another Service",
        "redis-proxy | redis-1.redis-headless:6379:1 redis-1 | redis-1.redis-headless:6380:1 redis-1 | on a port that it lacks",
        "redis-proxy | redis-1.redis-headless:6379:1 redis-1 | redis-1.redis-headless:6379:1 one | another identity than its pod",
        "redis-proxy | ringway.dev/reaches-shards: \"true\" | ringway.dev/reaches: \"true\" | is kept from redis-0",
        "redis-proxy | 'egress:\\n  - ports:\\n    - port: 6379' | 'egress:\\n  - ports:\\n    - port: 6380' | is not let out to redis-0",
        "sidecar-local-cache | 127.0.0.1:11212:1   | 127.0.0.1:11213:1          | a server in its pod that is not there",
      },
      quoteCharacter = '`')
  void finds_each_fault(String overlay, String right, String wrong, String found) {
    String yaml = RENDERED.computeIfAbsent(overlay, ManifestRulesTest::render);
    assertThat(yaml).contains(text(right));
    String changed = yaml.replace(text(right), text(wrong));

    List<String> findings =
        ManifestRules.findings(new Bundle(StrictManifests.read(changed).manifests()));

    assertThat(findings).anyMatch(it -> it.contains(found));
  }

  private static String render(String overlay) {
    return Kustomize.build(Repository.K8S.resolve("overlays").resolve(overlay));
  }

  private static String text(String cell) {
    return cell.replaceAll("^'(.*)'$", "$1").replace("\\n", "\n");
  }
}
