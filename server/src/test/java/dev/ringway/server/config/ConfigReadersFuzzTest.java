package dev.ringway.server.config;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.ringway.core.config.ProxyConfig;
import dev.ringway.server.launch.ConfigException;
import dev.ringway.server.launch.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Any text is read or refused in words, by either reader. Runs its seeds in the ordinary build, and
 * fuzzes with {@code JAZZER_FUZZ=1}.
 */
final class ConfigReadersFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void any_text_is_read_or_refused_by_the_reader_of_nutcracker_s_format(byte[] input) {
    check(new NutcrackerReader(host -> true), input);
  }

  @FuzzTest(maxDuration = "60s")
  void any_text_is_read_or_refused_by_the_reader_of_our_own_format(byte[] input) {
    check(new RingwayReader(new Placeholders(Path.of("nowhere"), Map.of("A", "b"))), input);
  }

  private static void check(ConfigReader reader, byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    FileFormat.of(text);
    try {
      ProxyConfig config = reader.read("f", text);
      if (config.listeners().isEmpty()) {
        throw new AssertionError("read, but serves nothing");
      }
    } catch (ConfigException refusal) {
      for (Problem problem : refusal.problems()) {
        if (problem.sentence().isBlank() || problem.line() > text.length() + 1) {
          throw new AssertionError("refused without a word or a place: " + problem);
        }
      }
    }
  }
}
