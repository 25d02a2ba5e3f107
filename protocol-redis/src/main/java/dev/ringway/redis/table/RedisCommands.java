package dev.ringway.redis.table;

import dev.ringway.redis.command.CommandIndex;
import dev.ringway.redis.command.CommandRow;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.split.RedisSplitter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The table of Redis commands, read once from {@code commands.txt}. The last row stands for names
 * that it does not hold.
 */
public final class RedisCommands {
  private static final RedisCommands STANDARD = read();

  private final List<RedisCommand> rows;
  private final CommandIndex index;
  private final RedisCommand unknown;

  private RedisCommands(List<RedisCommand> rows, List<RedisCommand> commands) {
    this.rows = List.copyOf(rows);
    this.index = new CommandIndex(commands);
    this.unknown = rows.getLast();
  }

  /** The commands of Redis 7. */
  public static RedisCommands standard() {
    return STANDARD;
  }

  /** Every row, subcommands included, in the order of their ordinals. */
  public List<RedisCommand> rows() {
    return rows;
  }

  /** Every command that is no subcommand. */
  public List<RedisCommand> commands() {
    return index.all();
  }

  /** The row that counts what is in no other. */
  public RedisCommand unknown() {
    return unknown;
  }

  /** The command of this name in any case, or null; borrows the bytes. */
  public @Nullable RedisCommand find(byte[] bytes, int offset, int length) {
    return index.find(bytes, offset, length);
  }

  /** A row by its name, as {@code get} or {@code config|get}. */
  public RedisCommand named(String name) {
    for (RedisCommand row : rows) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    throw new IllegalArgumentException("no command " + name);
  }

  private static RedisCommands read() {
    List<RedisCommand> rows = new ArrayList<>();
    List<RedisCommand> commands = new ArrayList<>();
    List<CommandRow> lines = lines();
    int next = 0;
    while (next < lines.size()) {
      CommandRow line = lines.get(next++);
      List<RedisCommand> subcommands = new ArrayList<>();
      int ordinal = rows.size();
      while (next < lines.size() && lines.get(next).name().startsWith(line.name() + "|")) {
        subcommands.add(row(lines.get(next++), ordinal + 1 + subcommands.size(), List.of()));
      }
      RedisCommand command = row(line, ordinal, subcommands);
      commands.add(command);
      rows.add(command);
      rows.addAll(subcommands);
    }
    CommandRow unknown =
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
    rows.add(row(unknown, rows.size(), List.of()));
    return new RedisCommands(rows, commands);
  }

  private static RedisCommand row(CommandRow row, int ordinal, List<RedisCommand> subcommands) {
    return new RedisCommand(row, ordinal, RedisSplitter.of(row), subcommands);
  }

  private static List<CommandRow> lines() {
    List<CommandRow> lines = new ArrayList<>();
    try (InputStream in =
            Objects.requireNonNull(RedisCommands.class.getResourceAsStream("commands.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          lines.add(CommandRow.parse(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }
}
