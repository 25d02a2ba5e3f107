package dev.ringway.server.config;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.redis.table.RedisCommands;
import java.util.List;
import java.util.stream.Stream;

/** The commands that a protocol has, by the names that routes use. */
final class KnownCommands {
  private final List<CommandConfig> added;

  /**
   * @param added to Redis's
   */
  KnownCommands(List<CommandConfig> added) {
    this.added = added;
  }

  List<String> of(String protocol) {
    return protocol.equals("redis")
        ? Stream.concat(
                RedisCommands.standardNames().stream(), added.stream().map(CommandConfig::name))
            .distinct()
            .toList()
        : MemcacheCommands.all().stream().map(Command::name).distinct().toList();
  }
}
