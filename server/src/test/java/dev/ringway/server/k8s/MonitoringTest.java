package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard: well formed, and of metrics that the proxy has. */
final class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("\\bringway_\\w+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(ringway_\\w+)` \\| (\\w+) \\|");

  private final Bundle monitoring =
      new Bundle(
          StrictManifests.read(Kustomize.build(Repository.K8S.resolve("overlays/monitoring")))
              .manifests());

  @Test
  void alerts_say_what_happens_and_why() {
    PrometheusRule rules = monitoring.all(PrometheusRule.class).getFirst();

    assertThat(rules.getSpec().getGroups()).hasSize(1);
    assertThat(rules.getSpec().getGroups().getFirst().getRules())
        .hasSizeGreaterThan(8)
        .allSatisfy(rule -> {
          assertThat(rule.getAlert()).startsWith("Ringway");
          assertThat(rule.getLabels().get("severity")).isIn("warning", "critical");
          assertThat(rule.getAnnotations()).containsKeys("summary", "description");
          assertThat(rule.getFor()).matches("\\d+m");
          assertBalanced(rule.getExpr().getStrVal());
        });
  }

  @Test
  void dashboard_is_well_formed() throws Exception {
    JsonNode dashboard = new ObjectMapper().readTree(dashboard());

    assertThat(dashboard.get("uid").asText()).isEqualTo("ringway");
    List<Integer> ids = new ArrayList<>();
    for (JsonNode panel : dashboard.get("panels")) {
      ids.add(panel.get("id").asInt());
      assertThat(panel.get("title").asText()).isNotBlank();
      assertThat(panel.get("description").asText()).endsWith(".");
      JsonNode place = panel.get("gridPos");
      assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
      panel.get("targets").forEach(it -> assertBalanced(it.get("expr").asText()));
    }
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10);
  }

  /** {@code docs/metrics.md} is held to the code by a test of its own. */
  @Test
  void every_metric_exists() {
    Set<String> known = new TreeSet<>();
    Matcher rows = ROW.matcher(Repository.read(Repository.ROOT.resolve("docs/metrics.md")));
    while (rows.find()) {
      known.add(rows.group(1));
      if (rows.group(2).equals("histogram")) {
        known.add(rows.group(1) + "_bucket");
      }
    }

    assertThat(metrics()).isNotEmpty().isSubsetOf(known);
  }

  /** All metrics that alerts and dashboard name. */
  static Set<String> metrics() {
    Set<String> named = new TreeSet<>();
    for (String file : List.of("rules.yaml", "ringway.json")) {
      Matcher metrics =
          METRIC.matcher(Repository.read(Repository.K8S.resolve("overlays/monitoring/" + file)));
      while (metrics.find()) {
        named.add(metrics.group());
      }
    }
    return named;
  }

  private String dashboard() {
    return monitoring.file("ringway-dashboard", "ringway.json").orElseThrow();
  }

  private static void assertBalanced(String expression) {
    for (String pair : List.of("()", "{}", "[]")) {
      long opened = expression.chars().filter(it -> it == pair.charAt(0)).count();
      long closed = expression.chars().filter(it -> it == pair.charAt(1)).count();
      assertThat(opened).as(expression).isEqualTo(closed);
    }
  }
}
