package dev.ringway.redis.table;

import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.Glob;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What COMMAND and its subcommands answer, in Redis's shapes. Commands that are refused do not
 * appear, so that a client that asks first does not try them.
 */
public final class CommandReplies {
  private final RedisCommands commands;
  private final List<RedisCommand> served = new ArrayList<>();

  public CommandReplies(RedisCommands commands) {
    this.commands = commands;
    for (RedisCommand command : commands.commands()) {
      if (command.isServed() && command.isListed() && hasServedPart(command)) {
        served.add(command);
      }
    }
  }

  private static boolean hasServedPart(RedisCommand command) {
    if (command.subcommands().isEmpty()) {
      return true;
    }
    for (RedisCommand part : command.subcommands().all()) {
      if (part.isServed() && !part.word().equals("help")) {
        return true;
      }
    }
    return false;
  }

  /** The reply to COMMAND. Few ask for it, so it is made when it is asked for. */
  public byte[] all(boolean resp3) {
    RespWriter out = new RespWriter(64 * 1024).resp3(resp3).array(served.size());
    for (RedisCommand command : served) {
      CommandInfo.write(command, out);
    }
    return out.toBytes();
  }

  public int count() {
    return served.size();
  }

  public RespWriter info(Arguments arguments, RespWriter out) {
    if (arguments.count() == 2) {
      byte[] all = all(out.isResp3());
      return out.raw(all, 0, all.length);
    }
    out.array(arguments.count() - 2);
    for (int i = 2; i < arguments.count(); i++) {
      RedisCommand command = findServed(arguments.text(i));
      if (command == null) {
        out.nil();
      } else {
        CommandInfo.write(command, out);
      }
    }
    return out;
  }

  public RespWriter docs(Arguments arguments, RespWriter out) {
    List<RedisCommand> asked = new ArrayList<>();
    for (int i = 2; i < arguments.count(); i++) {
      RedisCommand command = findServed(arguments.text(i));
      if (command != null) {
        asked.add(command);
      }
    }
    List<RedisCommand> shown = arguments.count() == 2 ? served : asked;
    out.map(shown.size());
    for (RedisCommand command : shown) {
      CommandInfo.writeDocs(command, out);
    }
    return out;
  }

  /** COMMAND LIST, whole or with FILTERBY. */
  public byte[] list(Arguments arguments, RespWriter out) {
    int count = arguments.count();
    boolean filtered = count == 5 && arguments.is(2, "FILTERBY");
    if (count != 2
        && !(filtered
            && (arguments.is(3, "MODULE")
                || arguments.is(3, "ACLCAT")
                || arguments.is(3, "PATTERN")))) {
      return ErrorReplies.SYNTAX;
    }
    List<String> names = new ArrayList<>();
    for (RedisCommand command : served) {
      if (!filtered || passes(command, arguments)) {
        names.add(command.name());
      }
      for (RedisCommand part : command.subcommands().all()) {
        if (part.isServed() && (!filtered || passes(part, arguments))) {
          names.add(part.name());
        }
      }
    }
    out.array(names.size());
    for (String name : names) {
      out.bulk(name);
    }
    return out.toBytes();
  }

  private static boolean passes(RedisCommand command, Arguments arguments) {
    String wanted = arguments.text(4);
    if (arguments.is(3, "PATTERN")) {
      return Glob.matches(wanted, command.name());
    }
    return arguments.is(3, "ACLCAT")
        && command.row().allCategories().contains(wanted.toLowerCase(Locale.ROOT));
  }

  private @Nullable RedisCommand findServed(String name) {
    int bar = name.indexOf('|');
    RedisCommand command = find(bar < 0 ? name : name.substring(0, bar), commands::find);
    if (command != null && bar >= 0) {
      command = find(name.substring(bar + 1), command.subcommands()::find);
    }
    return command != null && command.isServed() && hasServedPart(command)
        ? command.called(name)
        : null;
  }

  /** A look-up by bytes. */
  private interface Index {
    @Nullable RedisCommand find(byte[] bytes, int offset, int length);
  }

  private static @Nullable RedisCommand find(String name, Index index) {
    byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    return index.find(bytes, 0, bytes.length);
  }

  /** The table that it tells of. */
  public RedisCommands commands() {
    return commands;
  }

  /** The served subcommands of a container, as a person types them. */
  public List<String> help(String container) {
    List<String> lines = new ArrayList<>();
    for (RedisCommand part : commands.named(container).subcommands().all()) {
      if (part.isServed()) {
        lines.add(part.word().toUpperCase(Locale.ROOT));
      }
    }
    return lines;
  }
}
