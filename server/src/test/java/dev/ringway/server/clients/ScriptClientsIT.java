package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.NoLeaks;
import dev.ringway.server.kit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients of other languages: a script each, in {@code src/test/clients}. */
@ExtendWith(NoLeaks.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class ScriptClientsIT {
  private static final Path SCRIPTS = Path.of("src", "test", "clients").toAbsolutePath();
  private static final Path NODE = Path.of("target", "clients", "node").toAbsolutePath();

  private ThreeShards shards;

  @BeforeEach
  void start() throws Exception {
    shards = new ThreeShards();
  }

  @AfterEach
  void end() {
    shards.close();
  }

  @Test
  void ioredis_works_with_its_defaults() throws IOException {
    installNodeModules();
    run(Programs.find("node"), NODE.resolve("ioredis.mjs"));
  }

  @Test
  void node_redis_works_with_its_defaults() throws IOException {
    installNodeModules();
    run(Programs.find("node"), NODE.resolve("redis.mjs"));
  }

  @Test
  void redis_py_works_with_its_defaults() {
    // Debian's own Python has Debian's packages; another one on the PATH has not.
    String debian = "/usr/bin/python3";
    run(
        Files.isExecutable(Path.of(debian)) ? debian : Programs.find("python3"),
        SCRIPTS.resolve("redis_py.py"));
  }

  @Test
  void phpredis_works_with_its_defaults() {
    run(Programs.find("php"), SCRIPTS.resolve("phpredis.php"));
  }

  private void run(String program, Path script) {
    ChildProcess process =
        shards.servers().run(List.of(program, script.toString(), Integer.toString(shards.port())));
    int code = process.waitForEnd();
    assertThat(process.output()).endsWith("ok\n");
    assertThat(code).isZero();
  }

  /** What the lock file says, once for each version of it. */
  private void installNodeModules() throws IOException {
    Path wanted = SCRIPTS.resolve(Path.of("node", "package-lock.json"));
    Path installed = NODE.resolve("package-lock.json");
    Path marker = NODE.resolve("installed");
    boolean fresh = Files.exists(marker) && Files.mismatch(wanted, installed) < 0;
    Files.createDirectories(NODE);
    try (Stream<Path> files = Files.list(SCRIPTS.resolve("node"))) {
      for (Path file : files.toList()) {
        Files.copy(file, NODE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!fresh) {
      Files.deleteIfExists(marker);
      List<String> command =
          List.of(
              Programs.find("npm"),
              "ci",
              "--prefix",
              NODE.toString(),
              "--ignore-scripts",
              "--prefer-offline",
              "--no-audit",
              "--no-fund");
      ChildProcess npm = shards.servers().run(command);
      assertThat(npm.waitForEnd()).as(npm.output()).isZero();
      Files.writeString(marker, "");
    }
  }
}
