package dev.ringway.server.demo;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Finds programs on the PATH and where packages put them; for Redis also in a jar of ready-made
 * binaries, which {@code ./ringway} fetches where there is no other.
 */
public final class Programs {
  /** Names the jar of Redis binaries: a system property. */
  static final String REDIS_JAR = "ringway.demo.redis";

  private static final List<String> PLACES =
      List.of("/usr/bin", "/usr/local/bin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin");

  private final Map<String, String> environment;
  private final List<String> places;

  /** Programs as this environment has them. */
  public Programs(Map<String, String> environment) {
    this(environment, PLACES);
  }

  Programs(Map<String, String> environment, List<String> places) {
    this.environment = environment;
    this.places = places;
  }

  Optional<Path> find(String name) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), places.stream())
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place, name))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /** An installed Redis, else one out of the jar, unpacked into a directory. */
  Optional<Path> redis(Path directory) throws IOException {
    Optional<Path> installed = find("redis-server");
    String jar = System.getProperty(REDIS_JAR);
    return installed.isPresent() || jar == null
        ? installed
        : unpacked(Path.of(jar), directory.resolve("redis-server"));
  }

  static Optional<Path> unpacked(Path jar, Path target) throws IOException {
    String end =
        system(System.getProperty("os.name")) + "-" + machine(System.getProperty("os.arch"));
    try (JarFile archive = new JarFile(jar.toFile())) {
      Enumeration<JarEntry> entries = archive.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().startsWith("redis-server") && entry.getName().endsWith(end)) {
          try (InputStream binary = archive.getInputStream(entry)) {
            Files.copy(binary, target);
          }
          return target.toFile().setExecutable(true) ? Optional.of(target) : Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static String system(String name) {
    return name.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
  }

  private static String machine(String arch) {
    return arch.equals("aarch64") ? "arm64" : "amd64";
  }
}
