package dev.ringway.redis.acl;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.table.RedisCommands;
import java.util.List;
import java.util.Locale;

/** Redis's categories of commands. */
final class AclCategories {
  /** In Redis's order. */
  static final List<String> NAMES =
      List.of(
          "keyspace",
          "read",
          "write",
          "set",
          "sortedset",
          "list",
          "hash",
          "string",
          "bitmap",
          "hyperloglog",
          "geo",
          "stream",
          "pubsub",
          "admin",
          "fast",
          "slow",
          "blocking",
          "dangerous",
          "connection",
          "transaction",
          "scripting");

  private AclCategories() {}

  static boolean isOne(String name) {
    return NAMES.contains(name.toLowerCase(Locale.ROOT));
  }

  /** Every command and subcommand of a category, those that are refused here too. */
  static List<String> commandsOf(String name, RedisCommands all) {
    String category = name.toLowerCase(Locale.ROOT);
    return all.rows().stream()
        .filter(command -> command != all.unknown())
        .filter(command -> command.row().allCategories().contains(category))
        .map(RedisCommand::name)
        .toList();
  }
}
