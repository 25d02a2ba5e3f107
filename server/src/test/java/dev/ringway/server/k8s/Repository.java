package dev.ringway.server.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The source tree that these tests read, found from wherever they run. */
final class Repository {
  static final Path ROOT = find();
  static final Path K8S = ROOT.resolve("k8s");
  static final Path CHART = K8S.resolve("helm/ringway");

  private Repository() {}

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file under a directory whose path ends so, in order. */
  static List<Path> files(Path directory, String end) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(end))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The directories in a directory, in order. */
  static List<Path> directories(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("k8s/base"))) {
      directory = directory.getParent();
      if (directory == null) {
        throw new IllegalStateException("no k8s/base above " + Path.of("").toAbsolutePath());
      }
    }
    return directory;
  }
}
