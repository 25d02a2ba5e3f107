package dev.ringway.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.server.kit.ChildProcess;
import dev.ringway.server.kit.Programs;
import dev.ringway.server.kit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The scripts in {@code src/test/clients}: each is a client of another language that says ok if it
 * was served.
 */
final class Scripts {
  private static final Path SCRIPTS = Path.of("src", "test", "clients").toAbsolutePath();
  private static final Path NODE = Path.of("target", "clients", "node").toAbsolutePath();

  private final TestServers servers;

  Scripts(TestServers servers) {
    this.servers = servers;
  }

  /** Runs a script of PHP. */
  String php(String script, Object... arguments) {
    return run(Programs.find("php"), SCRIPTS.resolve(script), arguments);
  }

  /** Runs a script of Python. */
  String python(String script, Object... arguments) {
    // Debian's own Python has Debian's packages; another one on the PATH has not.
    Path debian = Path.of("/usr/bin/python3");
    String program = Files.isExecutable(debian) ? debian.toString() : Programs.find("python3");
    return run(program, SCRIPTS.resolve(script), arguments);
  }

  /** Runs a script of node, with the modules of the lock file. */
  String node(String script, Object... arguments) throws IOException {
    installNodeModules();
    return run(Programs.find("node"), NODE.resolve(script), arguments);
  }

  /** Gives what it said before its last line. */
  private String run(String program, Path script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(program, script.toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ChildProcess process = servers.run(command);
    int code = process.waitForEnd();
    assertThat(process.output()).endsWith("ok\n");
    assertThat(code).isZero();
    return process.output().substring(0, process.output().length() - "ok\n".length());
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
      ChildProcess npm = servers.run(command);
      assertThat(npm.waitForEnd()).as(npm.output()).isZero();
      Files.writeString(marker, "");
    }
  }
}
