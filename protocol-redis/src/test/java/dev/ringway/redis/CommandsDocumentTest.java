package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/commands.md} as the command table says. To write it again: {@code ./mvnw -pl
 * protocol-redis -am test -Dtest=CommandsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dringway.docs=write}.
 */
final class CommandsDocumentTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");

  @Test
  void the_page_says_what_the_table_says() throws Exception {
    String page = CommandsDocument.write();
    if (System.getProperty("ringway.docs", "").equals("write")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/commands.md is stale; the head of this test says how to write it again")
        .isEqualTo(page);
  }
}
