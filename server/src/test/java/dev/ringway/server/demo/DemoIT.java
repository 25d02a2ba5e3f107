package dev.ringway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.process.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ringway demo} with real servers. */
final class DemoIT {
  private static final Pattern CONFIG = Pattern.compile("cat (\\S+)");

  @TempDir private Path directory;

  @Test
  void serves_redis_clients_and_leaves_nothing_behind() throws Exception {
    int port = ServerProcess.freePort();
    try (Program program =
        Program.start(directory, "demo", "--redis-port=" + port, "--memcache-port=0")) {
      Program.await("it serves", () -> program.output().contains("Ctrl-C ends everything."));
      List<ProcessHandle> servers = program.children();
      assertThat(servers).hasSize(3);
      Matcher matcher = CONFIG.matcher(program.output());
      assertThat(matcher.find()).isTrue();
      Path config = Path.of(matcher.group(1));
      assertThat(config).exists();
      assertThat(talk(port, "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhello\r\n", 5))
          .isEqualTo("+OK\r\n");
      assertThat(talk(port, "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n", 11)).isEqualTo("$5\r\nhello\r\n");

      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
      assertThat(servers).noneMatch(ProcessHandle::isAlive);
      assertThat(config.getParent()).doesNotExist();
    }
  }

  @Test
  void says_which_port_is_in_use() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program =
            Program.start(directory, "demo", "--redis-port=" + taken.getLocalPort())) {
      assertThat(program.exitCode()).isEqualTo(1);
      assertThat(program.output())
          .contains("port " + taken.getLocalPort() + " is in use; choose others");
    }
  }

  private static String talk(int port, String request, int bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }
  }
}
