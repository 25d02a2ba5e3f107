package dev.ringway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
  private static final String REPLICATED =
      """
      listeners:
        cache:
          listen: 0.0.0.0:11211
          protocol: memcache
          route:
            command:
              get: {allfastest: {of: replicas}}
              default: {allsync: {of: replicas, settle: any}}
      pools:
        zero: {seed: zero, timeout: 400ms, servers: ["h0:11211:1 c-0", "h1:11211:1 c-1"]}
        one: {servers: ["h2:11211:1 d-0"], auto_eject_hosts: true}
        spare: {servers: [h:1]}
      sets:
        replicas: [zero, one]
      """;

  private static final String SHARDED =
      """
      alpha:
        listen: 127.0.0.1:22121
        redis: true
        servers:
         - h0:6379:1 s-0
         - h1:6379:1 s-1
         - h2:6379:1 s-2
      """;

  @TempDir private Path directory;

  @Test
  void prints_the_effective_tree() throws IOException {
    Invocation call = check(file("r.yml", REPLICATED));
    assertThat(call.exitCode).isZero();
    assertThat(call.out().lines())
        .containsSequence(
            "listener cache: memcache on 0.0.0.0:11211",
            "  command",
            "    get: allfastest, a miss waits for the others",
            "      pool zero",
            "      pool one",
            "    default: allsync, settled by any",
            "      pool zero",
            "      pool one",
            "pool zero: ketama by fnv1a_64, seed \"zero\", timeout 400ms,"
                + " 1 connection a server and worker")
        .contains(
            "pool one: ketama by fnv1a_64, no timeout, ejects after 2 failures for 30s,"
                + " 1 connection a server and worker",
            "  d-0  h2:11211, weight 1, 160 points, 100.00 % of keys",
            "remark: pool spare: no listener leads to it")
        .endsWith(directory.resolve("r.yml") + " is ok");
  }

  @Test
  void warns_of_rings_that_collapse() throws IOException {
    Invocation call = check(file("n.yml", SHARDED + "  hash: crc32\n"));
    assertThat(call.exitCode).isZero();
    assertThat(call.out()).contains("warning: pool alpha: hash \"crc32\" yields 15 bits only");
  }

  @Test
  void prints_every_problem_and_fails() throws IOException {
    Invocation call = check(file("n.yml", SHARDED.replace("redis:", "rediss:")));
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.err())
        .isEqualTo(
            directory.resolve("n.yml") + ":3:3: unknown key \"rediss\"; did you mean \"redis\"?\n");
  }

  @Test
  void shows_the_share_of_keys_that_a_new_server_takes() throws IOException {
    Path before = file("before.yml", SHARDED);
    Path after = file("after.yml", SHARDED + "   - h3:6379:1 s-3\n");
    Invocation call = check(after, "--against", before.toString());
    assertThat(call.exitCode).isZero();
    assertThat(call.out())
        .containsPattern("pool alpha: 2[0-9]\\.[0-9]{2} % of keys move")
        .containsPattern("s-3 +0\\.00 % -> +2[0-9]\\.[0-9]{2} %, loses 0\\.00, gains 2[0-9]");
  }

  @Test
  void fails_when_more_keys_would_move_than_allowed() throws IOException {
    Path before = file("before.yml", SHARDED);
    Path after = file("after.yml", SHARDED + "   - h3:6379:1 s-3\n");
    Invocation call = check(after, "--against", before.toString(), "--max-moved", "5%");
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.err()).contains("of a pool's keys would move; at most 5.00 % may");
    assertThat(check(before, "--against", before.toString(), "--max-moved", "0").exitCode).isZero();
    assertThat(check(after, "--against", before.toString(), "--max-moved", "50%").exitCode)
        .isZero();
  }

  @Test
  void compares_both_formats() throws IOException {
    Path before = file("n.yml", SHARDED);
    Path after =
        file(
            "r.yml",
            """
            listeners:
              web: {listen: 127.0.0.1:22121, protocol: redis, route: main}
            pools:
              main: {servers: ["new0:6379:1 s-0", "new1:6379:1 s-1", "new2:6379:1 s-2"]}
            """);
    Invocation call = check(after, "--against", before.toString(), "--max-moved", "0");
    assertThat(call.exitCode).isZero();
    assertThat(call.out()).contains("pool alpha, now main: 0.00 % of keys move");
  }

  @Test
  void counts_a_pool_that_is_gone_as_moved_whole() throws IOException {
    Path before = file("before.yml", SHARDED);
    Path after = file("after.yml", SHARDED.replace("alpha", "beta").replace("22121", "22122"));
    Invocation call = check(after, "--against", before.toString(), "--max-moved", "99%");
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.out())
        .contains("pool alpha: is gone, with all its keys")
        .contains("pool beta: is new");
  }

  @Test
  void needs_something_to_compare_with() throws IOException {
    Invocation call = check(file("n.yml", SHARDED), "--max-moved", "5%");
    assertThat(call.exitCode).isEqualTo(1);
    assertThat(call.err()).isEqualTo("ringway: --max-moved needs --against\n");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static Invocation check(Path file, String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "check";
    arguments[1] = "-c";
    arguments[2] = file.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Invocation.of(arguments);
  }
}
