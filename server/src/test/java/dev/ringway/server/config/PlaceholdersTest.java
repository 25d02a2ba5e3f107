package dev.ringway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceholdersTest {
  @TempDir private Path directory;

  @Test
  void fills_in_variables() {
    assertThat(fill("${A}")).isEqualTo("apple");
    assertThat(fill("x${A}-${B:-}y")).isEqualTo("xapple-y");
    assertThat(fill("${NONE:-a:b-c}")).isEqualTo("a:b-c");
    assertThat(fill("${EMPTY:-full}")).isEqualTo("full");
    assertThat(fill("${EMPTY}")).isEmpty();
  }

  @Test
  void does_not_look_again_at_what_it_filled_in() {
    assertThat(fill("${TRICK}")).isEqualTo("${A}");
  }

  @Test
  void leaves_other_dollars_alone() {
    assertThat(fill("$$")).isEqualTo("$$");
    assertThat(fill("$A 5$")).isEqualTo("$A 5$");
    assertThat(fill("$${A}")).isEqualTo("${A}");
  }

  @Test
  void fills_in_files_without_their_last_line_break() throws IOException {
    Files.writeString(directory.resolve("secret"), "two\nlines\n");
    assertThat(fill("${file:secret}")).isEqualTo("two\nlines");
    assertThat(fill("${file:" + directory.resolve("secret") + "}")).isEqualTo("two\nlines");
  }

  @Test
  void refuses_what_it_cannot_fill_in() {
    for (String wrong : new String[] {"${NONE}", "${", "${A", "${}", "${1}", "${file:none}"}) {
      assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> fill(wrong));
    }
  }

  private String fill(String text) {
    return new Placeholders(directory, Map.of("A", "apple", "EMPTY", "", "TRICK", "${A}"))
        .fill(text);
  }
}
