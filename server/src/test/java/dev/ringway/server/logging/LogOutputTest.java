package dev.ringway.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LogOutputTest {
  private static final Logger LOG = LoggerFactory.getLogger("dev.ringway.server.Example");

  @TempDir private Path directory;

  @Test
  void writes_one_line_an_event_in_utc() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    LogOutput.install(null, lines, Verbosity.DEFAULT);
    LOG.info("{} clients\nconnected", 3);
    LOG.warn("not so good", new IOException("broken"));
    LOG.debug("nobody sees this");
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .matches(
            "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO server.Example: 3 clients"
                + " connected\n"
                + "\\S+ WARN server.Example: not so good: java.io.IOException: broken\n");
  }

  @Test
  void shows_where_an_error_came_from() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    LogOutput.install(null, lines, Verbosity.DEFAULT);
    LOG.error("a bug", new IllegalStateException("here"));
    assertThat(lines.toString(StandardCharsets.UTF_8))
        .contains("ERROR server.Example: a bug: java.lang.IllegalStateException: here\n")
        .contains("\tat dev.ringway.server.logging.LogOutputTest.");
  }

  @Test
  void goes_up_and_down_by_levels_of_nutcracker() throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    LogOutput output = LogOutput.install(null, lines, new Verbosity(6));
    assertThat(LOG.isDebugEnabled()).isFalse();
    output.up();
    assertThat(LOG.isDebugEnabled()).isTrue();
    output.down();
    output.down();
    assertThat(LOG.isInfoEnabled()).isTrue();
    output.down();
    assertThat(LOG.isInfoEnabled()).isFalse();
    assertThat(LOG.isWarnEnabled()).isTrue();
    assertThat(output.verbosity()).isEqualTo(new Verbosity(4));
    LogOutput.install(null, lines, new Verbosity(0));
    assertThat(LOG.isErrorEnabled()).isFalse();
    assertThat(new Verbosity(99)).isEqualTo(new Verbosity(11));
    assertThat(new Verbosity(-1)).isEqualTo(new Verbosity(0));
  }

  @Test
  void opens_its_file_anew_after_it_was_moved() throws IOException {
    Path file = directory.resolve("ringway.log");
    LogOutput output = LogOutput.install(file, new ByteArrayOutputStream(), Verbosity.DEFAULT);
    LOG.info("before");
    Path moved = Files.move(file, directory.resolve("ringway.log.1"));
    LOG.info("still there");
    output.reopen();
    LOG.info("after");
    assertThat(moved).content().contains("before", "still there").doesNotContain("after");
    assertThat(file).content().contains("after").doesNotContain("before");
  }

  @Test
  void adds_to_a_file_that_is_there() throws IOException {
    Path file = Files.writeString(directory.resolve("ringway.log"), "old\n");
    LogOutput.install(file, new ByteArrayOutputStream(), Verbosity.DEFAULT);
    LOG.info("new");
    assertThat(file).content().startsWith("old\n").contains("new");
  }
}
