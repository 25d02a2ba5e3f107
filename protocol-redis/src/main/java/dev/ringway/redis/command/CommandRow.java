package dev.ringway.redis.command;

import dev.ringway.core.message.Command;
import dev.ringway.core.protocol.CommandConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code commands.txt}, whose head explains the columns.
 *
 * @param name lower case; a subcommand's behind a bar: {@code config|get}
 * @param reason how replies are merged, why it is refused, or empty
 * @param blockingOption the option with which it may wait at its server, or null
 */
public record CommandRow(
    String name,
    int arity,
    Set<String> flags,
    List<KeySpec> keys,
    List<String> categories,
    String group,
    String since,
    RedisCommand.Service service,
    String reason,
    @Nullable String blockingOption) {

  /** The group of what a configuration adds. */
  static final String CONFIGURED = "module";

  public static CommandRow parse(String line) {
    String[] columns = line.split(" \\| ", -1);
    if (columns.length != 8) {
      throw new IllegalStateException("a row has 8 columns: " + line);
    }
    List<KeySpec> keys = new ArrayList<>();
    for (String key : words(columns[3])) {
      keys.add(KeySpec.parse(key));
    }
    String service = columns[7];
    int space = service.indexOf(' ');
    String word = space < 0 ? service : service.substring(0, space);
    String rest = space < 0 ? "" : service.substring(space + 1);
    String option = rest.startsWith("unless ") ? rest.substring(7) : null;
    return new CommandRow(
        columns[0].replace(' ', '|'),
        Integer.parseInt(columns[1]),
        Collections.unmodifiableSet(new LinkedHashSet<>(words(columns[2]))),
        List.copyOf(keys),
        words(columns[4]),
        columns[5],
        columns[6],
        RedisCommand.Service.valueOf(word.toUpperCase(Locale.ROOT)),
        option == null ? rest : "",
        option);
  }

  /** What a configuration says of a command that Redis itself does not have. */
  public static CommandRow of(CommandConfig added) {
    Set<String> flags = new LinkedHashSet<>();
    flags.addAll(added.reads() ? List.of("readonly") : List.of("write", "denyoom"));
    flags.add("module");
    if (added.keys().counted()) {
      flags.add("movablekeys");
    }
    return new CommandRow(
        added.name(),
        added.arity(),
        Collections.unmodifiableSet(flags),
        KeySpec.of(added.keys(), added.reads()),
        List.of(),
        CONFIGURED,
        "-",
        RedisCommand.Service.valueOf(added.service().name()),
        reason(added),
        null);
  }

  private static String reason(CommandConfig added) {
    return added.service() == CommandConfig.Service.REFUSED
        ? "is refused: " + added.how()
        : added.how();
  }

  /** This row as a configuration that names it wants it. */
  public CommandRow as(CommandConfig wanted) {
    if (wanted.service() != CommandConfig.Service.REFUSED) {
      return of(wanted).named(name);
    }
    return new CommandRow(
        name,
        arity,
        flags,
        keys,
        categories,
        group,
        since,
        RedisCommand.Service.REFUSED,
        reason(wanted),
        null);
  }

  /** The same under another name. */
  CommandRow named(String other) {
    return new CommandRow(
        other, arity, flags, keys, categories, group, since, service, reason, blockingOption);
  }

  private static List<String> words(String column) {
    return column.equals("-") ? List.of() : Arrays.asList(column.split(" "));
  }

  /** Whether it is a module's and not Redis's own. */
  public boolean isOfModule() {
    return flags.contains("module");
  }

  /** As people write it: {@code CONFIG GET}. */
  String upperCaseName() {
    return name.replace('|', ' ').toUpperCase(Locale.ROOT);
  }

  Command.Effect effect() {
    if (name.equals("del") || name.equals("unlink")) {
      return Command.Effect.DELETE;
    }
    if (flags.contains("readonly")) {
      return Command.Effect.READ;
    }
    return flags.contains("write") || !keys.isEmpty() ? Command.Effect.WRITE : Command.Effect.NONE;
  }

  /** Every ACL category, with those that follow from the flags. */
  public List<String> allCategories() {
    List<String> all = new ArrayList<>();
    if (flags.contains("write")) {
      all.add("write");
    }
    if (flags.contains("readonly") && !categories.contains("scripting")) {
      all.add("read");
    }
    all.addAll(categories);
    if (flags.contains("admin")) {
      all.add("admin");
    }
    all.add(flags.contains("fast") ? "fast" : "slow");
    return all;
  }
}
