package dev.ringway.server.config;

import dev.ringway.core.protocol.CommandConfig;
import dev.ringway.core.protocol.CommandConfig.Keys;
import dev.ringway.core.protocol.CommandConfig.Service;
import dev.ringway.redis.table.RedisCommands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the rows that a file adds to Redis's command table, and those that it refuses. */
final class CommandReader {
  private static final Pattern NAME = Pattern.compile("[!-~]+( [!-~]+)?");
  private static final Pattern NUMBER = Pattern.compile("-?[1-9][0-9]{0,5}");
  private static final List<String> WHERE = List.of("key", "keys", "numkeys");
  private static final List<String> WHAT = List.of("split", "every", "refuse");

  private final Section commands;

  /**
   * @param commands the section, whose keys are names
   */
  CommandReader(Section commands) {
    this.commands = commands;
  }

  List<CommandConfig> read() {
    Map<String, CommandConfig> rows = new LinkedHashMap<>();
    for (String written : commands.keys()) {
      String name = written.toLowerCase(Locale.ROOT).replace(' ', '|');
      CommandConfig row = row(written, name);
      if (rows.putIfAbsent(name, row) != null) {
        commands.problems().at(commands.place(written), "\"" + written + "\" is there twice");
      }
    }
    return List.copyOf(rows.values());
  }

  private CommandConfig row(String written, String name) {
    Node place = commands.place(written);
    Section section =
        Section.of(
            commands.node(written).orElse(place),
            "command \"" + written + "\"",
            RingwayKeys.COMMAND,
            commands.context());
    checkName(written, name, section);
    refuseSeveral(section, WHERE);
    refuseSeveral(section, WHAT);
    if (section.has("refuse")) {
      return refused(name, section);
    }
    Keys keys = keys(section);
    int arity = arity(section, keys);
    boolean reads = section.flag("reads", false);
    if (section.has("split")) {
      checkSplit(section, keys);
      String how = section.word("split", RedisCommands.splits()).orElse("ok");
      return new CommandConfig(name, arity, keys, reads, Service.SPLIT, how);
    }
    if (section.has("every")) {
      if (keys.first() != 0) {
        commands
            .problems()
            .at(section.place("every"), "\"every\" server is asked whatever the keys");
      }
      String how = section.word("every", RedisCommands.unions()).orElse("first");
      return new CommandConfig(name, arity, Keys.NONE, reads, Service.EVERY, how);
    }
    return new CommandConfig(name, arity, keys, reads, Service.ROUTED, "");
  }

  private CommandConfig refused(String name, Section section) {
    for (String key : section.keys()) {
      if (!WHAT.contains(key)) {
        commands
            .problems()
            .at(section.place(key), "\"" + key + "\" is of no use beside \"refuse\"");
      }
    }
    String why = section.value("refuse", CommandReader::line).orElse("");
    return new CommandConfig(name, -1, Keys.NONE, false, Service.REFUSED, why);
  }

  private static String line(String text) {
    if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("\"refuse\" takes one line of plain ASCII");
    }
    return text;
  }

  /** What the standard table has can only be refused; so can subcommands, which others are not. */
  private void checkName(String written, String name, Section section) {
    Problems problems = commands.problems();
    Node place = commands.place(written);
    boolean refused = section.has("refuse");
    if (!NAME.matcher(written).matches()
        || name.substring(name.indexOf('|') + 1).length() > RedisCommands.MAX_NAME_BYTES) {
      problems.at(
          place,
          "a command's name is at most %d visible characters of ASCII"
              .formatted(RedisCommands.MAX_NAME_BYTES));
    } else if (name.indexOf('*') >= 0 && name.indexOf('*') != Math.max(1, name.length() - 1)) {
      problems.at(place, "a \"*\" stands at the end of what commands begin with, such as BF.*");
    } else if (RedisCommands.isStandard(name)) {
      if (!refused) {
        problems.at(
            place, "\"" + written + "\" is known already; only \"refuse\" can be said of it");
      }
    } else if (name.indexOf('|') >= 0 || refused) {
      String hint = NearestWord.nearest(name, RedisCommands.standardNames());
      if (name.indexOf('|') >= 0 || !hint.isEmpty()) {
        problems.at(place, "redis has no command \"%s\"%s".formatted(written, hint));
      }
    }
  }

  private void refuseSeveral(Section section, List<String> choice) {
    List<String> chosen = section.keys().stream().filter(choice::contains).toList();
    if (chosen.size() > 1) {
      String second = chosen.get(1);
      commands
          .problems()
          .at(
              section.place(second),
              "\"%s\" beside \"%s\"; one of them".formatted(second, chosen.getFirst()));
    }
  }

  private Keys keys(Section section) {
    if (section.has("key")) {
      int at = section.count("key", 1, 1);
      return new Keys(at, at, 1, false);
    }
    if (section.has("numkeys")) {
      return new Keys(section.count("numkeys", 1, 1), 0, 1, true);
    }
    return section.has("keys") ? range(section) : Keys.NONE;
  }

  private Keys range(Section section) {
    List<Integer> numbers = new ArrayList<>();
    for (Node node : section.list("keys")) {
      section.value(node, "keys", CommandReader::number).ifPresent(numbers::add);
    }
    int first = numbers.isEmpty() ? 1 : numbers.getFirst();
    int last = numbers.size() < 2 ? first : numbers.get(1);
    int step = numbers.size() < 3 ? 1 : numbers.get(2);
    if (numbers.size() > 3 || first < 1 || step < 1 || (last > 0 && last < first)) {
      section
          .problems()
          .at(
              section.place("keys"),
              "\"keys\" takes [first, last, step] as COMMAND INFO has them, such as [1, -1, 1]");
      return new Keys(1, -1, 1, false);
    }
    return new Keys(first, last, step, false);
  }

  private static int number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"keys\" takes whole numbers that are not 0, not \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }

  private int arity(Section section, Keys keys) {
    int least = -(keys.first() + 1);
    OptionalInt arity =
        section
            .value("arity", CommandReader::arity)
            .map(OptionalInt::of)
            .orElse(OptionalInt.empty());
    if (arity.isPresent() && Math.abs(arity.getAsInt()) < -least) {
      section
          .problems()
          .at(
              section.place("arity"),
              "an arity of %d leaves no room for argument %d"
                  .formatted(arity.getAsInt(), keys.first()));
      return least;
    }
    return arity.orElse(least);
  }

  private static int arity(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"arity\" takes the number of arguments with the name, negative for at least so many,"
              + " not \""
              + text
              + "\"");
    }
    return Integer.parseInt(text);
  }

  /** Servers get all arguments from the first on, up to what stands behind the keys. */
  private void checkSplit(Section section, Keys keys) {
    if (keys.counted() || keys.first() != 1 || keys.last() >= 0) {
      commands
          .problems()
          .at(
              section.place("split"),
              "\"split\" needs \"keys\" from the first argument on, such as [1, -1, 1]");
    }
  }
}
