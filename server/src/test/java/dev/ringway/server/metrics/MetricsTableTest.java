package dev.ringway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/metrics.md} equal to the families; {@code -Dringway.docs=write} writes it. */
final class MetricsTableTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path FILE = DOCS.resolve("metrics.md");
  private static final Path MANIFESTS = Path.of("..", "k8s");
  private static final Pattern METRIC = Pattern.compile("\\bringway_[a-z_]+");
  private static final String HEAD =
      """
      # Metrics

      What `/metrics` gives, in Prometheus' text format or as OpenMetrics; how to read them stands in [observability.md](observability.md).
      This page is written by `MetricsTableTest` from the code: `./mvnw -q test -pl server -am -Dtest=MetricsTableTest -Dringway.docs=write`.

      | name | kind | labels | meaning |
      |---|---|---|---|
      """;

  @Test
  void documents_every_family() throws IOException {
    String expected = page();
    if ("write".equals(System.getProperty("ringway.docs"))) {
      Files.writeString(FILE, expected);
    }
    assertThat(FILE)
        .as("docs/metrics.md is stale; its head says how to write it again")
        .content()
        .isEqualTo(expected);
  }

  @Test
  void names_no_metric_elsewhere_that_does_not_exist() throws IOException {
    Set<String> known = new HashSet<>();
    for (Family family : Families.all()) {
      known.add(family.name());
      if (family.kind() == Family.Kind.HISTOGRAM) {
        List.of("_bucket", "_count", "_sum").forEach(end -> known.add(family.name() + end));
      }
    }
    for (Path page : texts(DOCS, MANIFESTS)) {
      Matcher name = METRIC.matcher(Files.readString(page));
      while (name.find()) {
        assertThat(known).as("%s", page).contains(name.group());
      }
    }
  }

  private static List<Path> texts(Path... directories) throws IOException {
    List<Path> texts = new ArrayList<>();
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        try (Stream<Path> tree = Files.walk(directory)) {
          tree.filter(MetricsTableTest::isText).forEach(texts::add);
        }
      }
    }
    return texts;
  }

  private static boolean isText(Path file) {
    return file.toString().matches(".*\\.(md|ya?ml|json)");
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Family family : Families.all()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  family.name(),
                  family.kind().name().toLowerCase(Locale.ROOT),
                  String.join(", ", family.labels()),
                  family.meaning()));
    }
    page.append(
        """

        Histograms end at powers of two, from 33 µs to 8.6 s. Of the commands and codes only those that occurred are exported, and
        of the servers' histograms those of servers that were asked something. Names are stable: they change with a major version only.

        The values of `code`, also what clients read in errors:

        """);
    page.append(
        Arrays.stream(Failure.values())
            .map(f -> "- `" + f.code() + "`: " + f.meaning() + "\n")
            .collect(Collectors.joining()));
    page.append(
        """

        Beside these stand Micrometer's metrics of the JVM and the process: `jvm_memory_*`, `jvm_buffer_*`, `jvm_gc_*`, `jvm_threads_*`,
        `process_cpu_*`, `process_files_*`, `process_uptime_seconds`, `process_start_time_seconds`, `system_cpu_*`, `system_load_average_1m`.
        A sidecar does without them: watching the JVM would take 5 MB.
        """);
    return page.toString();
  }
}
