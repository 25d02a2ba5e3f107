package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainCommandTest {
  @TempDir private Path directory;
  private String file = "";

  @BeforeEach
  void write_file() throws IOException {
    String pool = "  servers:\n   - h0:1:1 s-0\n   - h1:1:1 s-1\n";
    file =
        Files.writeString(
                directory.resolve("n.yml"),
                "a:\n  listen: 127.0.0.1:1\n" + pool + "b:\n  listen: 127.0.0.1:2\n" + pool)
            .toString();
  }

  @Test
  void shows_each_key_on_each_listener() {
    Invocation call = Invocation.of("explain", "-c", file, "one", "two");
    assertThat(call.exitCode).isZero();
    assertThat(call.out().lines().filter(line -> line.contains("listener"))).hasSize(4);
    assertThat(call.out())
        .startsWith("one\n  listener a: memcache on 127.0.0.1:1\n    pool a\n      \"one\" by");
  }

  @Test
  void shows_one_listener_if_told_so() {
    Invocation call = Invocation.of("explain", "-c", file, "--listener", "b", "one");
    assertThat(call.out()).contains("listener b").doesNotContain("listener a");
    assertThat(Invocation.of("explain", "-c", file, "--listener", "c", "one").exitCode)
        .isEqualTo(1);
  }

  @Test
  void wants_a_key() {
    assertThat(Invocation.of("explain", "-c", file).exitCode).isEqualTo(1);
  }
}
