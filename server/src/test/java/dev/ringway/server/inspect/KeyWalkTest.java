package dev.ringway.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.core.config.ListenerConfig;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.hashing.KeyLocator;
import dev.ringway.server.config.ConfigFile;
import dev.ringway.server.launch.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyWalkTest {
  private static final String FILE =
      """
      local_zone: here
      listeners:
        web:
          listen: 127.0.0.1:6379
          protocol: redis
          route:
            command:
              del: {allsync: {of: [a, b]}}
              default: {prefix: {map: {x: a, y: {zfailover: {of: {here: a, there: b}}}}, default: b, strip: true}}
      pools:
        a: {servers: ["h0:1:1 a-0", "h1:1:1 a-1"], hash_tag: "{}", hash: md5}
        b: {servers: ["h2:1:1 b-0"]}
      """;

  @TempDir private Path directory;
  private ProxyConfig config = new ProxyConfig(List.of(), Map.of(), Map.of(), List.of());

  @BeforeEach
  void read() throws IOException, ConfigException {
    Path file = Files.writeString(directory.resolve("r.yml"), FILE);
    config = new ConfigFile(file, Map.of()).read();
  }

  @Test
  void follows_the_command_and_shows_the_place_in_each_pool() {
    assertThat(lines("del", "user:{42}"))
        .containsExactly(
            "listener web: redis on 127.0.0.1:6379",
            "  command del",
            "    allsync, settled by first_error",
            "      pool a",
            "        " + place("a", "user:{42}"),
            "      pool b",
            "        " + place("b", "user:{42}"));
  }

  @Test
  void hashes_what_the_tag_leaves() {
    assertThat(lines("del", "user:{42}")).anyMatch(line -> line.contains("\"42\" by md5 is "));
  }

  @Test
  void follows_the_prefix_and_takes_it_off() {
    assertThat(lines("get", "x/user"))
        .containsSequence(
            "  command get, by default",
            "    prefix \"x\", taken off",
            "      pool a",
            "        " + place("a", "user"));
    assertThat(lines("get", "y/user"))
        .containsSequence(
            "      zfailover, here first, then all others at once, on failure or miss",
            "        here: pool a",
            "          " + place("a", "user"),
            "        there: pool b");
    assertThat(lines("get", "z/user"))
        .containsSequence(
            "    prefix, by default", "      pool b", "        " + place("b", "z/user"));
    assertThat(lines("get", "x"))
        .containsSequence("    prefix, by default", "      pool b", "        " + place("b", "x"));
  }

  @Test
  void knows_who_is_live() {
    KeyLocator halved = config.pool("a").locator().withLive(new boolean[] {false, true});
    KeyLocator dead = config.pool("b").locator().withLive(new boolean[] {false});
    KeyWalk walk = new KeyWalk(config, Map.of("a", halved, "b", dead));
    assertThat(walk.walk(listener(), "del", bytes("k")).lines())
        .anyMatch(line -> line.endsWith("server a-1 at h1:1"))
        .anyMatch(line -> line.endsWith(", no server is live"));
  }

  private List<String> lines(String command, String key) {
    return new KeyWalk(config).walk(listener(), command, bytes(key)).lines();
  }

  private String place(String pool, String key) {
    KeyLocator locator = config.pool(pool).locator();
    var location = locator.explain(bytes(key));
    return new Placed(
            config.pool(pool).ring().hash(),
            location,
            config.pool(pool).servers().get(location.server()).endpoint().toString())
        .toString();
  }

  private ListenerConfig listener() {
    return config.listeners().getFirst();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
