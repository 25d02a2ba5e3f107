package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Ports;
import dev.ringway.server.kit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the program chooses between io_uring and epoll. */
final class TransportIT {
  private static final Path WITHOUT_IO_URING =
      Path.of("src", "test", "sandbox", "without_io_uring.py").toAbsolutePath();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "auto, io_uring is not used (",
    "io_uring, io_uring is refused here (",
  })
  void epoll_takes_over_where_io_uring_is_refused(String transport, String remark)
      throws Exception {
    List<String> sandbox = List.of(Programs.find("python3"), WITHOUT_IO_URING.toString());
    try (Program program = Program.startIn(sandbox, directory, arguments(transport))) {
      awaitServing(program);

      assertThat(program.output().lines()).filteredOn(line -> line.contains(remark)).hasSize(1);
      assertThat(program.output()).contains(" on epoll");
    }
  }

  @Test
  void epoll_can_be_asked_for() throws Exception {
    try (Program program = Program.start(directory, arguments("epoll"))) {
      awaitServing(program);

      assertThat(program.output()).contains(" on epoll").doesNotContain("io_uring");
    }
  }

  private static void awaitServing(Program program) throws InterruptedException {
    Program.await("it serves", () -> program.output().contains(" workers on "));
  }

  private String[] arguments(String transport) throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("n.yml"),
            "alpha:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - 127.0.0.1:1:1\n"
                .formatted(Ports.free()));
    return new String[] {"-c", config.toString(), "-s0", "--admin=off", "--transport", transport};
  }
}
