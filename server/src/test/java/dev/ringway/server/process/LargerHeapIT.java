package dev.ringway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.Ports;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program takes the heap that its caches need, and refuses what it has no room for. */
final class LargerHeapIT {
  private static final long MIB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void serves_a_cache_that_the_heap_at_start_has_no_room_for() throws Exception {
    Path file = directory.resolve("ringway.yml");
    int port = Ports.free();
    Files.writeString(
        file,
        """
        listeners: {cache: {listen: "127.0.0.1:%d", protocol: memcache, route: local}}
        pools: {local: {internal: {max_memory: 300MiB}}}
        """
            .formatted(port));
    try (Program program = Program.start(directory, "-c", file.toString(), "-s0", "--admin=off")) {
      Program.await("it serves", () -> program.output().contains(" listens on "));
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(10_000);
        byte[] request = "set k 0 0 1\r\na\r\nquit\r\n".getBytes(StandardCharsets.US_ASCII);
        socket.getOutputStream().write(request);
        assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("STORED\r\n");
      }
      program.terminate();
      assertThat(program.exitCode()).as(program.output()).isZero();
    }
  }

  @Test
  void the_heap_grows_by_what_is_kept_and_half_of_it() {
    assertThat(LargerHeap.isRoom(40 * MIB, 128 * MIB)).isTrue();
    assertThat(LargerHeap.isRoom(64 * MIB, 128 * MIB)).isFalse();
    assertThat(LargerHeap.mebibytes(64 * MIB, 24 * MIB)).isEqualTo(24 + 96 + 1);
  }
}
