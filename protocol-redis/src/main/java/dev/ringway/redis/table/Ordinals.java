package dev.ringway.redis.table;

import dev.ringway.redis.command.CommandRow;
import dev.ringway.redis.command.RedisCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of the commands that configurations have added so far. A number is never given to
 * another name, so that what is counted by it stays what it was; a command that is configured no
 * more leaves its last row. Safe from any thread.
 */
final class Ordinals {
  private final Map<String, Integer> indexByName = new LinkedHashMap<>();
  private final List<RedisCommand> latest = new ArrayList<>();

  /** What makes a row of its number. */
  interface Maker {
    RedisCommand make(CommandRow row, int ordinal);
  }

  /**
   * Gives numbers to rows.
   *
   * @param first the least number to give
   * @return one command for each row
   */
  synchronized List<RedisCommand> number(List<CommandRow> rows, int first, Maker maker) {
    List<RedisCommand> made = new ArrayList<>();
    for (CommandRow row : rows) {
      int index = indexByName.computeIfAbsent(row.name(), _ -> indexByName.size());
      RedisCommand command = maker.make(row, first + index);
      if (index == latest.size()) {
        latest.add(command);
      } else {
        latest.set(index, command);
      }
      made.add(command);
    }
    return made;
  }

  /** The last row of every number given, in their order. */
  synchronized List<RedisCommand> all() {
    return List.copyOf(latest);
  }
}
