package dev.ringway.memcache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Keeps the table of commands in {@code docs/memcached.md} as the code's table. */
final class CommandsDocumentTest {
  private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

  @Test
  void the_page_names_every_command_and_no_other() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "memcached.md"));
    String table = page.substring(page.indexOf("## Commands"), page.indexOf("`noreply` and the"));
    List<String> named =
        table
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split(" \\| ")[0])
            .flatMap(cell -> NAME.matcher(cell).results().map(found -> found.group(1)))
            .toList();
    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(
            MemcacheCommands.all().stream()
                .filter(command -> command != MemcacheCommands.UNKNOWN)
                .map(MemcacheCommand::name)
                .toList());
  }
}
