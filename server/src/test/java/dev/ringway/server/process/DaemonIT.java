package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in the background, and its signals. */
final class DaemonIT {
  @TempDir private Path directory;

  @Test
  void returns_once_it_serves_and_obeys_signals_until_its_end() throws Exception {
    int port = freePort();
    Path pidFile = directory.resolve("ringway.pid");
    Path log = directory.resolve("ringway.log");
    ProcessHandle daemon;
    try (Program program =
        Program.start(
            directory,
            "-d",
            "-c",
            config(port),
            "-p",
            pidFile.toString(),
            "-o",
            log.toString(),
            "-s0",
            "--admin=off")) {
      assertThat(program.exitCode()).as(program.output()).isZero();
      assertThat(program.output()).isEmpty();
      daemon = ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
    }
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      assertThat(log).content().contains("started on pid " + daemon.pid());

      Path moved = Files.move(log, directory.resolve("ringway.log.1"));
      signal("HUP", daemon);
      Program.await("the log is reopened", () -> Files.exists(log));
      signal("TTIN", daemon);
      Program.await("the level is up", () -> contains(log, "log level is now 6"));
      signal("TTOU", daemon);
      Program.await("the level is down", () -> contains(log, "log level is now 5"));
      signal("USR1", daemon);
      Program.await("SIGUSR1 is seen", () -> contains(log, "SIGUSR1 received"));
      signal("USR2", daemon);
      Program.await("SIGUSR2 is seen", () -> contains(log, "SIGUSR2 received"));
      assertThat(moved).content().doesNotContain("log level");
      new Socket(InetAddress.getLoopbackAddress(), port).close();

      signal("TERM", daemon);
      Program.await("it ends", () -> !daemon.isAlive());
      assertThat(pidFile).doesNotExist();
      assertThat(log).content().contains("ended");
    } finally {
      daemon.destroyForcibly();
    }
  }

  @Test
  void says_why_it_does_not_serve() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program =
            Program.start(
                directory, "-d", "-c", config(taken.getLocalPort()), "-s0", "--admin=off")) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output()).contains("ringway: ");
    }
  }

  @Test
  void refuses_a_bad_configuration_before_it_leaves_the_terminal() throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.yml"), "alpha:\n  lisen: x\n");
    try (Program program = Program.start(directory, "-d", "-c", bad.toString())) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output()).contains("bad.yml:2:3: unknown key \"lisen\"");
    }
  }

  private String config(int port) throws IOException {
    return Files.writeString(
            directory.resolve("n.yml"),
            "alpha:\n  listen: 127.0.0.1:%d\n  redis: true\n  servers:\n   - 127.0.0.1:1:1\n"
                .formatted(port))
        .toString();
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
