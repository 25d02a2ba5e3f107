package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every base and overlay renders, is well typed and keeps the rules. */
final class KustomizeOverlaysTest {
  @ParameterizedTest
  @MethodSource("directories")
  void renders_types_and_rules_hold(String directory) {
    StrictManifests.Reading reading =
        StrictManifests.read(Kustomize.build(Repository.K8S.resolve(directory)));

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.manifests()).isNotEmpty();
    assertThat(ManifestRules.findings(new Bundle(reading.manifests()))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("directories")
  void has_a_page_that_says_how_to_apply_it(String directory) {
    Path page = Repository.K8S.resolve(directory).resolve("README.md");

    assertThat(page).exists();
    assertThat(Repository.read(page)).contains("-k k8s/" + directory);
  }

  @Test
  void monitoring_fits_every_overlay() {
    String monitoring = Kustomize.build(Repository.K8S.resolve("overlays/monitoring"));
    directories()
        .filter(it -> it.startsWith("overlays/") && !it.contains("monitoring"))
        .forEach(it -> {
          String overlay = Kustomize.build(Repository.K8S.resolve(it));
          Bundle both =
              new Bundle(StrictManifests.read(overlay + "\n---\n" + monitoring).manifests());
          assertThat(ManifestRules.findings(both)).as(it).isEmpty();
        });
  }

  /** Bases and overlays; what lies deeper is a part of its overlay. */
  static Stream<String> directories() {
    return Stream.of("base", "overlays")
        .flatMap(kind -> Repository.directories(Repository.K8S.resolve(kind)).stream())
        .filter(it -> Files.exists(it.resolve("kustomization.yaml")))
        .map(it -> Repository.K8S.relativize(it).toString());
  }
}
