package dev.ringway.redis.table;

import dev.ringway.redis.command.FixedKeys;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;

/** One command's entry in the replies to COMMAND INFO and COMMAND DOCS. */
public final class CommandInfo {
  private CommandInfo() {}

  /** Writes the ten fields of COMMAND INFO; tips are left empty. */
  public static void write(RedisCommand command, RespWriter out) {
    out.array(10).bulk(command.name()).integer(command.arity());
    out.set(command.flags().size());
    for (String flag : command.flags()) {
      out.simple(flag);
    }
    FixedKeys range = FixedKeys.of(command.keys());
    out.integer(range.first()).integer(range.last()).integer(range.step());
    List<String> categories = command.row().allCategories();
    out.set(categories.size());
    for (String category : categories) {
      out.simple("@" + category);
    }
    out.array(0);
    out.array(command.keys().size());
    for (KeySpec spec : command.keys()) {
      writeSpec(spec, out);
    }
    List<RedisCommand> parts = servedParts(command);
    out.array(parts.size());
    for (RedisCommand part : parts) {
      write(part, out);
    }
  }

  private static List<RedisCommand> servedParts(RedisCommand command) {
    List<RedisCommand> served = new ArrayList<>();
    for (RedisCommand part : command.subcommands().all()) {
      if (part.isServed()) {
        served.add(part);
      }
    }
    return served;
  }

  private static void writeSpec(KeySpec spec, RespWriter out) {
    out.map(3);
    out.bulk("flags");
    spec.access().write(out);
    out.bulk("begin_search");
    String keyword = spec.keyword();
    if (!spec.known()) {
      unknown(out);
      out.bulk("find_keys");
      unknown(out);
      return;
    }
    if (keyword != null) {
      out.map(2).bulk("type").bulk("keyword").bulk("spec");
      out.map(2).bulk("keyword").bulk(keyword).bulk("startfrom").integer(spec.from());
    } else {
      out.map(2).bulk("type").bulk("index").bulk("spec");
      out.map(1).bulk("index").integer(spec.from());
    }
    out.bulk("find_keys");
    if (spec.counted()) {
      out.map(2).bulk("type").bulk("keynum").bulk("spec").map(3);
      out.bulk("keynumidx").integer(0).bulk("firstkey").integer(1).bulk("keystep").integer(1);
    } else {
      out.map(2).bulk("type").bulk("range").bulk("spec").map(3);
      out.bulk("lastkey").integer(spec.last()).bulk("keystep").integer(spec.step());
      out.bulk("limit").integer(spec.half() ? 2 : 0);
    }
  }

  private static void unknown(RespWriter out) {
    out.map(2).bulk("type").bulk("unknown").bulk("spec").map(0);
  }

  /** Writes a name and its entry of COMMAND DOCS, whose summary says how the proxy serves it. */
  static void writeDocs(RedisCommand command, RespWriter out) {
    List<RedisCommand> parts = servedParts(command);
    out.bulk(command.name()).map(parts.isEmpty() ? 3 : 4);
    out.bulk("summary").bulk(summary(command));
    out.bulk("since").bulk(command.since());
    out.bulk("group").bulk(command.group());
    if (!parts.isEmpty()) {
      out.bulk("subcommands").map(parts.size());
      for (RedisCommand part : parts) {
        writeDocs(part, out);
      }
    }
  }

  private static String summary(RedisCommand command) {
    return switch (command.service()) {
      case ROUTED ->
          command.splitter() == null
              ? "Goes to the server of its key"
              : "Goes to the server of its keys, which must be the same";
      case SPLIT -> "Goes to the servers of its keys";
      case EVERY -> "Goes to every server";
      case PUBSUB -> "Goes to the servers of its channels, over connections that clients share";
      case BLOCKING -> "Waits at the server of its keys on a connection lent to the client";
      case TRANSACTION -> "Queued in the proxy, then one block on one server";
      case LOCAL -> "Answered by the proxy";
      case ADMIN -> "Answered for all servers, or for one with SHARD and its name";
      case CONTAINER -> "Its subcommands are the commands";
      case DISABLED, REFUSED -> "Not served";
    };
  }
}
