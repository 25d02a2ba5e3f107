package dev.ringway.server.kit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs that tests need. */
public final class Programs {
  private Programs() {}

  /**
   * Where a program is, on the PATH or where servers are put that are not on everyone's.
   *
   * @throws AssertionError if it is not there; a test never does without
   */
  public static String find(String name) {
    return search(name)
        .orElseThrow(() -> new AssertionError(name + " is not installed; ./verify installs it"));
  }

  static Optional<String> search(String name) {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/local/sbin", "/usr/sbin", "/sbin"))
        .map(place -> Path.of(place, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }
}
