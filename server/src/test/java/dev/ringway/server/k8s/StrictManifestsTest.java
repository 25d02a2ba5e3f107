package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proof that the strict reading of manifests finds what it is there for. */
final class StrictManifestsTest {
  private static final String GOOD =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: proxy
        labels: {tier: cache}
      spec:
        replicas: 4
        selector: {matchLabels: {tier: cache}}
        template:
          metadata:
            labels: {tier: cache}
          spec:
            automountServiceAccountToken: false
            terminationGracePeriodSeconds: 30
            containers:
              - name: proxy
                image: proxy:1
                imagePullPolicy: IfNotPresent
                args: [-s, "0"]
                env: [{name: WORKERS, value: "2"}]
                ports: [{name: redis, containerPort: 6379}]
                resources: {requests: {cpu: 1, memory: 64Mi}}
                readinessProbe: {httpGet: {path: /readyz, port: admin}, periodSeconds: 2}
      """;

  @Test
  void accepts_what_is_right() {
    StrictManifests.Reading reading = StrictManifests.read(GOOD);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.manifests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Wrong types.
        "replicas: 4           | replicas: '4'          | replicas",
        "replicas: 4           | replicas: 4.5          | replicas",
        "replicas: 4           | replicas: [4]          | replicas",
        "'WORKERS, value: \"2\"' | 'WORKERS, value: 2'    | value",
        "'[-s, \"0\"]'          | '[-s, 0]'              | args",
        "'[-s, \"0\"]'          | -s                     | args",
        "{tier: cache}}        | {tier: 1}}             | tier",
        "Token: false          | Token: 'false'         | automountServiceAccountToken",
        "Token: false          | Token: 0               | automountServiceAccountToken",
        "Seconds: 30           | Seconds: '30'          | terminationGracePeriodSeconds",
        "containerPort: 6379   | containerPort: redis   | containerPort",
        "name: proxy           | name: yes              | name",
        "periodSeconds: 2      | periodSeconds: 2s      | periodSeconds",
        // Unknown fields and kinds.
        "replicas: 4           | replica: 4             | .spec.replica is unknown",
        "imagePullPolicy:      | pullPolicy:            | .pullPolicy is unknown",
        "periodSeconds: 2      | period: 2              | .readinessProbe.period is unknown",
        "labels: {tier: cache} | label: {tier: cache}   | .metadata.label is unknown",
        "kind: Deployment      | kind: Deploymnet       | unknown kind",
        "apiVersion: apps/v1   | apiVersion: apps/v2    | unknown kind",
        // Missing, twice, or not among the words.
        "image: proxy:1        | command: [proxy]       | .image is missing",
        "replicas: 4           | replicas: 4\\n  replicas: 5 | duplicate key replicas",
        "IfNotPresent          | Sometimes              | .imagePullPolicy is Sometimes",
        "memory: 64Mi          | memory: 64MiB          | .memory is no quantity",
      },
      quoteCharacter = '`')
  void finds_each_fault(String right, String wrong, String found) {
    String yaml =
        GOOD.replaceFirst(
            Pattern.quote(unquoted(right)), Matcher.quoteReplacement(unquoted(wrong)));
    assertThat(yaml).isNotEqualTo(GOOD);

    assertThat(StrictManifests.read(yaml).problems())
        .as(wrong)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(found);
  }

  private static String unquoted(String cell) {
    return cell.replaceAll("^'(.*)'$", "$1").replace("\\n", "\n");
  }
}
