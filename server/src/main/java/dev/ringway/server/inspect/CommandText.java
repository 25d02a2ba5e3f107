package dev.ringway.server.inspect;

import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.core.protocol.CommandConfig.Keys;
import java.util.List;

/** What a configuration says of commands, in words; and which of its rows a command has. */
final class CommandText {
  private CommandText() {}

  static String line(CommandConfig command) {
    String reads = command.reads() ? ", reads" : "";
    String what =
        switch (command.service()) {
          case ROUTED -> "to the server of " + keys(command.keys()) + reads;
          case SPLIT -> "divided by " + keys(command.keys()) + ", " + command.how() + reads;
          case EVERY -> "to every server, " + command.how() + reads;
          case REFUSED -> "refused: " + command.how();
        };
    return "command " + command.name().replace('|', ' ') + ": " + what;
  }

  private static String keys(Keys keys) {
    if (keys.first() == 0) {
      return "the empty key";
    }
    if (keys.counted()) {
      return "as many keys as argument " + keys.first() + " says";
    }
    if (keys.first() == keys.last()) {
      return "argument " + keys.first();
    }
    String step = keys.step() == 1 ? "" : " by " + keys.step();
    return "arguments " + keys.first() + " to " + keys.last() + step;
  }

  /**
   * The name by which routes know a command: its own, that of its family if it has no other, or
   * that of its container.
   *
   * @param routed the names that a route knows
   */
  static String routedName(String command, List<CommandConfig> rows, Iterable<String> routed) {
    String found = command;
    for (CommandConfig row : rows) {
      String prefix = row.name().substring(0, row.name().length() - 1);
      boolean longer = found.equals(command) || row.name().length() > found.length();
      if (row.isFamily() && command.startsWith(prefix) && longer) {
        found = row.name();
      }
    }
    String container = command.substring(0, Math.max(0, command.indexOf('|')));
    for (String name : routed) {
      if (name.equals(command)) {
        return command;
      }
      if (name.equals(container)) {
        found = container;
      }
    }
    return found;
  }
}
