package dev.ringway.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the configuration is looked for when nobody says. */
final class DefaultConfig {
  static final List<String> FILES =
      List.of(
          "conf/ringway.yml",
          "conf/nutcracker.yml",
          "/etc/ringway/ringway.yml",
          "/etc/nutcracker/nutcracker.yml");

  private DefaultConfig() {}

  static Path or(@Nullable Path configured) {
    return configured != null
        ? configured
        : FILES.stream()
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElse(Path.of(FILES.get(1)));
  }
}
