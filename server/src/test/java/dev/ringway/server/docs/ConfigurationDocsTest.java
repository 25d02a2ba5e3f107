package dev.ringway.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.hashing.Distributions;
import dev.ringway.hashing.KeyHashes;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.config.ConfigKey;
import dev.ringway.server.config.NutcrackerKey;
import dev.ringway.server.config.RingwayKeys;
import dev.ringway.server.config.RouteKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/configuration.md} to the code. */
final class ConfigurationDocsTest {
  private static final List<String> KEYS = List.of("key", "takes", "default", "meaning");

  private final Page page = Page.of("docs/configuration.md");

  @TempDir private Path directory;

  @Test
  void lists_every_key() throws IOException {
    page.holds(
        "nutcracker", KEYS, rows(Arrays.stream(NutcrackerKey.values()).map(k -> k.row()).toList()));
    page.holds("top", KEYS, rows(RingwayKeys.TOP));
    page.holds("listener", KEYS, rows(RingwayKeys.LISTENER));
    page.holds("limits", KEYS, rows(RingwayKeys.LIMITS));
    page.holds("slowlog", KEYS, rows(RingwayKeys.SLOWLOG));
    page.holds("pool", KEYS, rows(RingwayKeys.POOL));
    page.holds("command", KEYS, rows(RingwayKeys.COMMAND));
    page.holds("gather", KEYS, rows(RingwayKeys.GATHER));
  }

  @Test
  void lists_every_route_with_its_options() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (RouteKind kind : RouteKind.values()) {
      rows.add(List.of("**`" + kind.word() + "`**", "", "", kind.meaning()));
      rows.addAll(rows(kind.options()));
    }
    page.holds("routes", List.of("route, option", "takes", "default", "meaning"), rows);
  }

  @Test
  void lists_every_hash_and_distribution() throws IOException {
    List<String> hashes = new ArrayList<>(KeyHashes.names());
    hashes.addAll(KeyHashes.wideNames());
    page.holds(
        "hashes",
        List.of("hash", "bits", "twemproxy has it"),
        hashes.stream()
            .map(name ->
                KeyHashes.names().contains(name)
                    ? List.of("`" + name + "`", "32", "yes")
                    : List.of("`" + name + "`", "64", "no"))
            .toList());
    page.holds(
        "distributions",
        List.of("distribution", "default hash", "weights count"),
        Distributions.names().stream()
            .map(name ->
                List.of(
                    "`" + name + "`",
                    "`" + Distributions.defaultHash(name) + "`",
                    Distributions.hasWeights(name) ? "yes" : "no"))
            .toList());
  }

  @Test
  void shows_only_configurations_that_can_be_read() throws Exception {
    Files.createDirectories(directory.resolve("secrets"));
    Files.writeString(directory.resolve("secrets/redis-password"), "x\n");
    Files.writeString(directory.resolve("zone"), "here\n");
    List<String> blocks = page.yamlBlocks();
    assertThat(blocks).hasSizeGreaterThan(4);
    for (String block : blocks) {
      Path file = Files.writeString(directory.resolve("config.yml"), block);
      assertThat(new ConfigFile(file, Map.of("ZONE", "here")).read().listeners())
          .as("%s", block)
          .isNotEmpty();
    }
  }

  private static List<List<String>> rows(List<ConfigKey> keys) {
    return keys.stream()
        .map(key -> List.of("`" + key.name() + "`", key.kind(), key.byDefault(), key.meaning()))
        .toList();
  }
}
