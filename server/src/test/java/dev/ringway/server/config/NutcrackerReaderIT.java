package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.config.NutcrackerCorpus.Case;
import dev.ringway.server.launch.ConfigException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reader against a real {@code nutcracker -t}. */
final class NutcrackerReaderIT {
  private static final int GENERATED = 400;

  @TempDir private Path directory;

  private final NutcrackerReader reader = new NutcrackerReader();

  static List<Case> corpus() {
    return NutcrackerCorpus.cases();
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void nutcracker_takes_and_refuses_what_the_corpus_says(Case file) throws Exception {
    assertThat(nutcrackerAccepts(file.text())).isEqualTo(file.verdict().nutcrackerAccepts);
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void ringway_does_so_with_real_name_lookups(Case file) {
    assertThat(ringwayAccepts(file.text())).isEqualTo(file.verdict().ringwayAccepts);
  }

  @Test
  void agrees_with_nutcracker_on_generated_files() throws Exception {
    Random random = new Random(20_240_229);
    int accepted = 0;
    for (int i = 0; i < GENERATED; i++) {
      String text = new GeneratedFile(random).text();
      boolean expected = nutcrackerAccepts(text);
      assertThat(ringwayAccepts(text)).as("%s", text).isEqualTo(expected);
      accepted += expected ? 1 : 0;
    }
    assertThat(accepted).isBetween(GENERATED / 5, GENERATED * 4 / 5);
  }

  private boolean ringwayAccepts(String text) {
    try {
      reader.read("n.yml", text);
      return true;
    } catch (ConfigException e) {
      return false;
    }
  }

  private boolean nutcrackerAccepts(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("nutcracker.yml"), text);
    Process process =
        new ProcessBuilder(nutcracker(), "-t", "-c", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    return process.waitFor() == 0;
  }

  /** Debian puts it into /usr/sbin, which is not on everyone's path. */
  private static String nutcracker() {
    return Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(place -> Path.of(place, "nutcracker"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("nutcracker is not installed; ./verify installs it"))
        .toString();
  }

  /** A file with most things right and, in about every second one, something wrong. */
  private record GeneratedFile(Random random) {
    private static final List<String> LINES =
        List.of(
            "hash: md5",
            "hash: fnv1a_32",
            "distribution: modula",
            "hash_tag: '{}'",
            "timeout: 400",
            "backlog: 10",
            "client_connections: 7",
            "redis: true",
            "redis_db: 1",
            "preconnect: true",
            "auto_eject_hosts: false",
            "server_connections: 3",
            "server_retry_timeout: 1",
            "server_failure_limit: 9",
            "tcpkeepalive: true");
    private static final List<String> WRONG_LINES =
        List.of(
            "hash: none",
            "timeout: x",
            "redis: 1",
            "redis_auth: p",
            "server_connections: 0",
            "hash_tag: a",
            "server: x",
            "preconnect: TRUE",
            "backlog: 1 2",
            "timeout: [ 1 ]");
    private static final List<String> SERVERS =
        List.of(
            "127.0.0.1:6379:1", "h:11211:1", "h:11211:1 a", "h:1:2 b", "/s:1", "/s:2 c", "::1:5:6");
    private static final List<String> WRONG_SERVERS =
        List.of("h:1", "h:x:1", "h:1:x", "a b c", "/s");

    String text() {
      StringBuilder text = new StringBuilder();
      int pools = 1 + random.nextInt(2);
      for (int i = 0; i < pools; i++) {
        text.append("pool").append(random.nextInt(20)).append(":\n");
        appendPool(text, i);
      }
      return text.toString();
    }

    private void appendPool(StringBuilder text, int index) {
      if (!unlikely()) {
        text.append("  listen: 127.0.0.1:").append(22000 + index * random.nextInt(3)).append('\n');
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        text.append("  ").append(any(LINES)).append('\n');
      }
      if (unlikely()) {
        text.append("  ").append(any(WRONG_LINES)).append('\n');
      }
      if (!unlikely()) {
        text.append("  servers:\n");
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
          text.append("   - ").append(any(unlikely() ? WRONG_SERVERS : SERVERS)).append('\n');
        }
      }
    }

    private boolean unlikely() {
      return random.nextInt(16) == 0;
    }

    private String any(List<String> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
