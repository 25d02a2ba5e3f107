package dev.ringway.redis;

import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.split.Merge;
import dev.ringway.redis.table.RedisCommands;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes {@code docs/commands.md} from the command table. */
final class CommandsDocument {
  private CommandsDocument() {}

  static String write() {
    Map<RedisCommand.Service, Integer> counts = new EnumMap<>(RedisCommand.Service.class);
    Map<String, StringBuilder> groups = new TreeMap<>();
    List<RedisCommand> rows = RedisCommands.standard().rows();
    for (RedisCommand row : rows) {
      if (row == RedisCommands.standard().unknown()) {
        continue;
      }
      counts.merge(row.service(), 1, Integer::sum);
      groups.computeIfAbsent(row.group(), _ -> new StringBuilder()).append(line(row));
    }
    StringBuilder page = new StringBuilder(HEAD);
    counts.forEach((service, count) ->
        page.append("| ")
            .append(service.label())
            .append(" | ")
            .append(count)
            .append(" | ")
            .append(meaning(service))
            .append(" |\n"));
    groups.forEach((group, lines) ->
        page.append("\n## ")
            .append(group)
            .append("\n\n| command | since | service | remark |\n|---|---|---|---|\n")
            .append(lines));
    return page.toString();
  }

  private static final String HEAD =
      """
      # Redis commands

      Every command and subcommand of Redis 7.0, 7.2 and 7.4 and of the modules that Redis 8 brings, and
      what Ringway does with it. A refused command gets an error with the reason, and the connection stays
      open. Others are added, and any refused, by [`commands`](configuration.md#commands).

      This page is generated from `commands.txt` and `modules.txt` in
      `protocol-redis/src/main/resources/dev/ringway/redis/table`; a test fails when it is stale and says how to write it again.

      | service | commands | meaning |
      |---|---|---|
      """;

  private static String meaning(RedisCommand.Service service) {
    return switch (service) {
      case ROUTED ->
          "Goes to the server of its key. Several keys must lie on one server, else `-CROSSSLOT`;"
              + " hash tags keep keys together. Some are gathered where keys part, if that is configured:"
              + " see [`cross_slot: gather`](configuration.md#commands-whose-keys-part).";
      case SPLIT -> "Each server gets its keys; the replies are made one.";
      case EVERY ->
          "Goes to every server of the route; the replies are made one, and one server's failure is"
              + " the whole command's. Where a route keeps copies, reads ask the first copy only.";
      case PUBSUB ->
          "A channel has a server as a key has. Subscribers of one worker share a connection to each"
              + " server; see [pubsub.md](pubsub.md). Of these PUBLISH, SPUBLISH and PUBSUB are served"
              + " between MULTI and EXEC.";
      case BLOCKING ->
          "Goes to the server of its keys on a connection lent to the client, and waits there as long"
              + " as it says, whatever the pool's timeout. It ends when the client goes; what the"
              + " client sends behind it waits.";
      case TRANSACTION ->
          "Commands are queued in the proxy and sent as one block, all keys on one server, else"
              + " `-CROSSSLOT` and EXECABORT. With WATCH they go on a connection lent to the client,"
              + " and EXEC fails if that was lost, if a WATCH was refused, or if the protocol is"
              + " another one than at WATCH."
              + " What the proxy answers itself, or for all servers together (INFO, CONFIG GET …), is"
              + " run when the server has run the rest. What concerns all keys of several servers is"
              + " refused between MULTI and EXEC; KEYS concerns one where its pattern begins with a hash"
              + " tag.";
      case ADMIN ->
          "Answered for all servers together. With `SHARD` and a server's name or address behind it"
              + " (`MEMORY STATS SHARD redis-0`) it is that server's own answer.";
      case LOCAL -> "Answered by the proxy.";
      case CONTAINER -> "A name whose subcommands are the commands.";
      case DISABLED -> "Answered as by a Redis that is no cluster.";
      case REFUSED -> "`-ERR unsupported: …` with the reason.";
    };
  }

  private static String line(RedisCommand row) {
    return "| "
        + row.title()
        + " | "
        + row.since()
        + " | "
        + row.service().label()
        + " | "
        + remark(row)
        + " |\n";
  }

  private static String remark(RedisCommand row) {
    return switch (row.service()) {
      case ROUTED ->
          row.blockingOption() == null
              ? keys(row)
              : "all keys on one server; blocking with " + row.blockingOption();
      case BLOCKING ->
          row.keys().isEmpty()
              ? row.union().remark() + "; for all writes that those servers have taken so far"
              : row.keys().getFirst().isOneFixedKey() && row.keys().size() == 1
                  ? ""
                  : "all keys on one server";
      case TRANSACTION ->
          switch (row.name()) {
            case "watch" -> "all keys on one server, until EXEC, DISCARD or UNWATCH";
            default -> "";
          };
      case SPLIT ->
          switch (Merge.named(row.reason())) {
            case VALUES -> "one array in the order of the keys";
            case SUM -> "the sum";
            case OK -> "OK if every part was; each server's part is atomic, the whole is not";
          };
      case EVERY -> row.union().remark();
      case ADMIN -> AdminRemarks.of(row);
      case REFUSED, LOCAL -> row.reason();
      default -> "";
    };
  }

  private static String keys(RedisCommand row) {
    if (row.flags().contains("no_mandatory_keys")) {
      return "all keys on one server; without keys the pool's `keyless_scripts`, else always the same";
    }
    if (row.group().equals("scripting")) {
      return "always the same server";
    }
    if (row.isGathered()) {
      return "all keys on one server, or gathered";
    }
    return row.splitter() == null ? "" : "all keys on one server";
  }
}
