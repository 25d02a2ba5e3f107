package dev.ringway.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the examples against the command table. */
final class CommandExamplesTest {
  @Test
  void every_served_command_has_an_example() throws Exception {
    Set<String> shown = new HashSet<>();
    for (List<CommandExample> script : CommandExample.scripts()) {
      for (CommandExample example : script) {
        if (!example.readsOnly()) {
          shown.add(example.command().name());
        }
      }
    }
    Set<String> missing = new TreeSet<>();
    for (RedisCommand row : RedisCommands.standard().rows()) {
      boolean needsOne =
          row.isServed() && !row.isOfModule() && row.service() != RedisCommand.Service.CONTAINER;
      if (needsOne && !shown.contains(row.name())) {
        missing.add(row.title());
      }
    }
    assertThat(missing)
        .as(
            "commands that are served but not tried: add to %s a line for each that sends it,"
                + " for example \"%s {k}a\"; the head of that file says how",
            CommandExample.FILE, missing.isEmpty() ? "get" : missing.iterator().next())
        .isEmpty();
  }

  @Test
  void every_refused_command_says_why() {
    for (RedisCommand row : RedisCommands.standard().rows()) {
      if (row.service() == RedisCommand.Service.REFUSED) {
        assertThat(row.reason()).as(row.title()).isNotBlank();
      }
    }
  }
}
