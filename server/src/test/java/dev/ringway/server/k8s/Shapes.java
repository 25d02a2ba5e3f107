package dev.ringway.server.k8s;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Every deployment that {@code k8s/} describes, by name: overlays, and the chart's value files. */
final class Shapes {
  private static final Map<String, Bundle> RENDERED = new ConcurrentHashMap<>();

  private Shapes() {}

  /** The names: {@code sidecar} for an overlay, {@code chart/sidecar} for values. */
  static Stream<String> names() {
    Stream<String> overlays =
        KustomizeOverlaysTest.directories()
            .filter(it -> it.startsWith("overlays/") && !it.equals("overlays/monitoring"))
            .map(it -> it.substring(it.indexOf('/') + 1));
    Stream<String> charts =
        Chart.valueFiles().stream()
            .map(Path::getFileName)
            .map(it -> "chart/" + it.toString().replace(".yaml", ""));
    return Stream.concat(overlays, charts);
  }

  static Bundle get(String name) {
    return RENDERED.computeIfAbsent(name, Shapes::render);
  }

  private static Bundle render(String name) {
    String yaml =
        name.startsWith("chart/")
            ? Chart.template(Repository.CHART.resolve("ci").resolve(name.substring(6) + ".yaml"))
            : Kustomize.build(Repository.K8S.resolve("overlays").resolve(name));
    return new Bundle(StrictManifests.read(yaml).manifests());
  }

  /** The configs of all proxies, by the name of their shape. */
  static Map<String, String> configs() {
    Map<String, String> configs = new LinkedHashMap<>();
    for (String name : names().toList()) {
      List<ProxyRules.Proxy> proxies = ProxyRules.proxies(get(name));
      proxies.forEach(it -> configs.put(name, it.config()));
    }
    return configs;
  }
}
