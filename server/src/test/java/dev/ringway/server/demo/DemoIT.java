package dev.ringway.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.launch.Launcher;
import dev.ringway.server.launch.RunningProxy;
import dev.ringway.server.process.Program;
import dev.ringway.server.run.ProxyLauncher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  void serves_memcached_clients_from_a_cache_where_there_is_no_memcached() throws Exception {
    int port = ServerProcess.freePort();
    BlockingQueue<RunningProxy> started = new LinkedBlockingQueue<>();
    Launcher launcher =
        (config, options) -> {
          RunningProxy proxy = new ProxyLauncher("0.0.0").start(config, options);
          started.add(proxy);
          return proxy;
        };
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Demo demo =
        new Demo(
            launcher,
            new Programs(Map.of(), List.of()),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            new DemoPorts(0, port));
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(() -> {
          try {
            demo.run();
          } catch (Exception e) {
            throw new CompletionException(e);
          }
        });
    RunningProxy proxy = started.poll(30, TimeUnit.SECONDS);
    assertThat(proxy).isNotNull();
    assertThat(talk(port, "set k 0 0 5\r\nhello\r\nget k\r\n", 33))
        .isEqualTo("STORED\r\nVALUE k 0 5\r\nhello\r\nEND\r\n");
    proxy.drain();
    end.get(30, TimeUnit.SECONDS);
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("There is no memcached here: a cache inside the proxy, of 64 MiB, stands in.");
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
