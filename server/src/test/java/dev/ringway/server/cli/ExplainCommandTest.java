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
  void follows_added_commands_and_what_is_said_of_their_container() throws IOException {
    String ours =
        Files.writeString(
                directory.resolve("r.yml"),
                """
                listeners:
                  web:
                    listen: 127.0.0.1:6379
                    protocol: redis
                    cross_slot: gather
                    gather: {commands: [sunion, bitop]}
                    route: {command: {graph.*: left, object: left, default: right}}
                commands:
                  GRAPH.*: {key: 1}
                  MY.MGET: {keys: [1, -1], reads: true, split: values}
                  FLUSHALL: {refuse: not here}
                pools:
                  left: {servers: [a:1]}
                  right: {servers: [b:1]}
                """)
            .toString();
    for (String command : new String[] {"GRAPH.QUERY", "object|encoding"}) {
      assertThat(Invocation.of("explain", "-c", ours, "--command", command, "k").out())
          .contains("pool left");
    }
    assertThat(Invocation.of("explain", "-c", ours, "k").out()).contains("pool right");
    assertThat(Invocation.of("check", "-c", ours).out())
        .contains("  gathers bitop, sunion")
        .contains("command graph.*: to the server of argument 1")
        .contains("command my.mget: divided by arguments 1 to -1, values, reads")
        .contains("command flushall: refused: not here");
  }

  @Test
  void wants_a_key() {
    assertThat(Invocation.of("explain", "-c", file).exitCode).isEqualTo(1);
  }
}
