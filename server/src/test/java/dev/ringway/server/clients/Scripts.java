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
public final class Scripts {
  private static final Path SCRIPTS = Path.of("src", "test", "clients").toAbsolutePath();
  private static final Path NODE = Path.of("target", "clients", "node").toAbsolutePath();

  private final TestServers servers;

  public Scripts(TestServers servers) {
    this.servers = servers;
  }

  /** Runs a script of PHP. */
  String php(String script, Object... arguments) {
    return finish(startPhp(script, arguments));
  }

  /** Starts a script of PHP. */
  public ChildProcess startPhp(String script, Object... arguments) {
    return start(Programs.find("php"), SCRIPTS.resolve(script), arguments);
  }

  /** Runs a script of Python. */
  String python(String script, Object... arguments) {
    return finish(startPython(script, arguments));
  }

  /** Starts a script of Python. */
  public ChildProcess startPython(String script, Object... arguments) {
    // Debian's own Python has Debian's packages; another one on the PATH has not.
    Path debian = Path.of("/usr/bin/python3");
    String program = Files.isExecutable(debian) ? debian.toString() : Programs.find("python3");
    return start(program, SCRIPTS.resolve(script), arguments);
  }

  /** Runs a script of node, with the modules of the lock file. */
  String node(String script, Object... arguments) throws IOException {
    return finish(startNode(script, arguments));
  }

  /** Starts a script of node, with the modules of the lock file. */
  public ChildProcess startNode(String script, Object... arguments) throws IOException {
    installNodeModules();
    return start(Programs.find("node"), NODE.resolve(script), arguments);
  }

  private ChildProcess start(String program, Path script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of(program, script.toString()));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return servers.run(command);
  }

  /** Waits for a script's end and gives what it said before its last line. */
  public static String finish(ChildProcess process) {
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
