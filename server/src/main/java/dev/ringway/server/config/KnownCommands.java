package dev.ringway.server.config;

import dev.ringway.core.message.Command;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.redis.table.RedisCommands;
import java.util.List;

/** The commands that a protocol has, by the names that routes use. */
final class KnownCommands {
  private KnownCommands() {}

  static List<String> of(String protocol) {
    List<? extends Command> rows =
        protocol.equals("redis") ? RedisCommands.standard().rows() : MemcacheCommands.all();
    return rows.stream().map(Command::name).distinct().toList();
  }
}
