package dev.ringway.server.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pages about Kubernetes lead to files that are there, and name pods and versions that are true.
 */
final class KubernetesDocsTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
  private static final Pattern TEMPLATE = Pattern.compile("`(\\w+(?:-\\w+)?\\.(?:tpl|yaml))`");

  @ParameterizedTest
  @MethodSource("pages")
  void links_lead_somewhere(Path page) {
    String text = Repository.read(Repository.ROOT.resolve(page));
    List<String> broken = new ArrayList<>();
    Matcher links = LINK.matcher(text);
    while (links.find()) {
      Path target = Repository.ROOT.resolve(page).resolveSibling(links.group(1)).normalize();
      if (!target.toFile().exists()) {
        broken.add(links.group(1));
      }
    }

    assertThat(broken).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void nothing_is_left_to_do(Path page) {
    assertThat(Repository.read(Repository.ROOT.resolve(page))).doesNotContain("- [ ]", "TODO");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void templates_that_are_named_exist(Path page) {
    Matcher templates = TEMPLATE.matcher(Repository.read(Repository.ROOT.resolve(page)));
    List<String> names =
        Repository.files(Repository.K8S, "").stream()
            .map(it -> it.getFileName().toString())
            .toList();
    while (templates.find()) {
      assertThat(names).contains(templates.group(1));
    }
  }

  static Stream<Path> pages() {
    return Stream.concat(
            Stream.of(Repository.ROOT.resolve("docs/kubernetes.md")),
            Repository.files(Repository.K8S, ".md").stream())
        .map(Repository.ROOT::relativize);
  }
}
