package dev.ringway.redis.table;

import dev.ringway.redis.command.CommandIndex;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.Union;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.split.Merge;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of Redis commands: those of Redis and of its known modules, and what a configuration adds
 * or refuses. One row stands for names that it does not hold; families of names have a row each,
 * which is looked for only if a name has none of its own.
 */
public final class RedisCommands {
  /** Unions that only Redis's own commands have. */
  private static final Set<String> OWN_UNIONS = Set.of("walk", "killed", "running");

  /** The longest name of a command. */
  public static final int MAX_NAME_BYTES = CommandIndex.MAX_NAME_BYTES;

  private static final RedisCommands STANDARD = new CommandTableMaker().make(List.of());

  private final List<RedisCommand> rows;
  private final CommandIndex index;
  private final RedisCommand[] families;
  private final RedisCommand unknown;

  /**
   * @param rows in the order of their ordinals
   * @param commands that are no subcommands
   * @param families the rows whose name ends with a star
   */
  RedisCommands(
      List<RedisCommand> rows,
      List<RedisCommand> commands,
      List<RedisCommand> families,
      RedisCommand unknown) {
    this.rows = List.copyOf(rows);
    this.index = new CommandIndex(commands);
    this.families = families.toArray(RedisCommand[]::new);
    this.unknown = unknown;
    Arrays.sort(this.families, Comparator.comparingInt(family -> -family.name().length()));
  }

  /** The commands of Redis 7 and of its modules. */
  public static RedisCommands standard() {
    return STANDARD;
  }

  /** The names of the standard table, as {@code get} or {@code config|get}. */
  public static List<String> standardNames() {
    return STANDARD.rows.stream().map(RedisCommand::name).toList();
  }

  /** The commands that can be made in the proxy of what several servers hold. */
  public static List<String> gathered() {
    return STANDARD.rows.stream().filter(RedisCommand::isGathered).map(RedisCommand::name).toList();
  }

  /** Whether Redis itself has a command of this lower-case name. */
  public static boolean isStandard(String name) {
    return STANDARD.rows.stream().anyMatch(row -> row.name().equals(name) && !row.isOfModule());
  }

  /** The words for how replies to parts of a request become one. */
  public static List<String> splits() {
    return words(Merge.values());
  }

  /** The words for how the replies of every server become one. */
  public static List<String> unions() {
    return words(Union.values()).stream().filter(word -> !OWN_UNIONS.contains(word)).toList();
  }

  private static List<String> words(Enum<?>[] values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
  }

  /** Every row, subcommands included, in the order of their ordinals. */
  public List<RedisCommand> rows() {
    return rows;
  }

  /** Every command that is no subcommand and no family. */
  public List<RedisCommand> commands() {
    return index.all();
  }

  /** The row that counts what is in no other. */
  public RedisCommand unknown() {
    return unknown;
  }

  /** The command of this name in any case, or its family, or null; borrows the bytes. */
  public @Nullable RedisCommand find(byte[] bytes, int offset, int length) {
    RedisCommand row = index.find(bytes, offset, length);
    return row == null && families.length > 0 ? family(bytes, offset, length) : row;
  }

  private @Nullable RedisCommand family(byte[] bytes, int offset, int length) {
    for (RedisCommand family : families) {
      String name = family.name();
      int prefix = name.length() - 1;
      int at = 0;
      while (at < Math.min(prefix, length)
          && Character.toLowerCase(bytes[offset + at]) == name.charAt(at)) {
        at++;
      }
      if (at == prefix) {
        return family;
      }
    }
    return null;
  }

  /** The command that the arguments from {@code index} on would call, or null. */
  public @Nullable RedisCommand find(Arguments arguments, int index) {
    byte[] name = arguments.bytes(index);
    RedisCommand command = find(name, 0, name.length);
    if (command == null || command.subcommands().isEmpty() || index + 1 >= arguments.count()) {
      return command;
    }
    byte[] word = arguments.bytes(index + 1);
    return command.subcommands().find(word, 0, word.length);
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
}
