package dev.ringway.redis.table;

import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.redis.command.CommandRow;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.split.RedisSplitter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes command tables of the standard rows and of what configurations say. The standard rows keep
 * their places in every table, behind them stand the added ones.
 */
public final class CommandTableMaker {
  private static final CommandRow UNKNOWN =
      new CommandRow(
          "unknown",
          -1,
          Set.of(),
          List.of(),
          List.of(),
          "server",
          "-",
          RedisCommand.Service.REFUSED,
          "is no command",
          null);

  private final List<CommandRow> standard = CommandFiles.rows();
  private final Ordinals ordinals = new Ordinals();

  /** The standard table with what configurations add to it and refuse of it. */
  public RedisCommands make(List<CommandConfig> configs) {
    Map<String, CommandConfig> said = said(configs);
    List<RedisCommand> rows = new ArrayList<>();
    List<RedisCommand> commands = new ArrayList<>();
    int next = 0;
    while (next < standard.size()) {
      CommandRow line = standard.get(next++);
      List<RedisCommand> subcommands = new ArrayList<>();
      int ordinal = rows.size();
      while (next < standard.size() && standard.get(next).name().startsWith(line.name() + "|")) {
        CommandRow part = standard.get(next++);
        subcommands.add(row(wanted(part, said), ordinal + 1 + subcommands.size(), List.of()));
      }
      boolean refused = said.containsKey(line.name());
      RedisCommand command = row(wanted(line, said), ordinal, refused ? List.of() : subcommands);
      commands.add(command);
      rows.add(command);
      rows.addAll(subcommands);
    }
    RedisCommand unknown = row(UNKNOWN, rows.size(), List.of());
    rows.add(unknown);
    Set<String> known = standard.stream().map(CommandRow::name).collect(Collectors.toSet());
    List<CommandRow> added =
        configs.stream().filter(c -> !known.contains(c.name())).map(CommandRow::of).toList();
    List<RedisCommand> families = new ArrayList<>();
    for (RedisCommand command :
        ordinals.number(added, rows.size(), (row, ordinal) -> row(row, ordinal, List.of()))) {
      (command.isFamily() ? families : commands).add(command);
    }
    rows.addAll(ordinals.all());
    return new RedisCommands(rows, commands, families, unknown);
  }

  /**
   * What is said of standard rows, by their names. A family that is refused takes every row with
   * it; one that is served takes those of modules only.
   */
  private Map<String, CommandConfig> said(List<CommandConfig> configs) {
    Map<String, CommandConfig> said = new HashMap<>();
    for (CommandConfig config : configs) {
      String prefix = config.name().substring(0, config.name().length() - 1);
      boolean refused = config.service() == CommandConfig.Service.REFUSED;
      for (CommandRow row : standard) {
        if (config.isFamily() && row.name().startsWith(prefix) && (refused || row.isOfModule())) {
          said.put(row.name(), config);
        }
      }
    }
    configs.stream().filter(c -> !c.isFamily()).forEach(c -> said.put(c.name(), c));
    return said;
  }

  private static CommandRow wanted(CommandRow row, Map<String, CommandConfig> said) {
    CommandConfig config = said.get(row.name());
    return config == null ? row : row.as(config);
  }

  private static RedisCommand row(CommandRow row, int ordinal, List<RedisCommand> subcommands) {
    return new RedisCommand(row, ordinal, RedisSplitter.of(row), subcommands);
  }
}
