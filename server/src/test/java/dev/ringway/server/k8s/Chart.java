package dev.ringway.server.k8s;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart, in the hands of the real Helm. */
final class Chart {
  /** The oldest Kubernetes that has all that the chart's defaults use. */
  private static final String KUBERNETES = "1.30.0";

  private static final Path WITH_HOOKS = withHooks();

  private Chart() {}

  static LintResult lint() {
    return new Helm(Repository.CHART).lint().strict().call();
  }

  /**
   * Files of values that the tests render the chart with; each is a deployment that makes sense.
   */
  static List<Path> valueFiles() {
    return Repository.files(Repository.CHART.resolve("ci"), ".yaml");
  }

  static String template(Path values) {
    return command().withValuesFile(values).call();
  }

  static String template(Map<String, ?> values) {
    TemplateCommand command = command();
    values.forEach(command::set);
    return command.call();
  }

  private static TemplateCommand command() {
    return new Helm(WITH_HOOKS)
        .template()
        .withName("store")
        .withNamespace("data")
        .withKubeVersion(KUBERNETES);
  }

  /**
   * A copy whose hooks are ordinary manifests, because the library's template command drops hooks.
   */
  private static Path withHooks() {
    Path copy = Repository.ROOT.resolve("server/target/chart-with-hooks");
    try {
      if (Files.exists(copy)) {
        for (Path old : Repository.files(copy, "")) {
          Files.delete(old);
        }
      }
      for (Path file : Repository.files(Repository.CHART, "")) {
        Path to = copy.resolve(Repository.CHART.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.writeString(to, Repository.read(file).replace("helm.sh/hook:", "was-hook:"));
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
