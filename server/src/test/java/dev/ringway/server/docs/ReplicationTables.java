package dev.ringway.server.docs;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Command.Effect;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Rewriter;
import dev.ringway.memcache.MemcacheProtocol;
import dev.ringway.redis.RedisProtocol;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.command.RedisCommand.Service;
import dev.ringway.redis.command.Replication;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which commands may go to several servers, as the protocols' rewriters say. */
final class ReplicationTables {
  private static final String[] MEMCACHED = {
    "get k",
    "gat 10 k",
    "set k 0 0 1",
    "add k 0 0 1",
    "replace k 0 0 1",
    "append k 0 0 1",
    "prepend k 0 0 1",
    "cas k 0 0 1 5",
    "incr k 1",
    "decr k 1",
    "touch k 10",
    "delete k",
    "flush_all",
    "mg k v",
    "mg k v N30",
    "ms k 1",
    "ms k 1 C5",
    "md k",
    "md k C5",
    "ma k",
    "ma k C5"
  };

  /** How commands are served that share their connections, as those of a fan-out do. */
  private static final Set<Service> SHARED =
      EnumSet.of(Service.ROUTED, Service.SPLIT, Service.EVERY);

  private ReplicationTables() {}

  static List<List<String>> redisRefused() {
    Map<String, List<String>> byReason = new TreeMap<>();
    new TreeMap<>(Replication.refused())
        .forEach((name, reason) ->
            byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add("`" + name + "`"));
    List<List<String>> rows = new ArrayList<>();
    byReason.forEach(
        (reason, names) -> rows.add(List.of(String.join(" ", names), "It " + reason + ".")));
    return rows;
  }

  static List<List<String>> redisTaken() {
    RedisProtocol redis = new RedisProtocol();
    List<String> names = new ArrayList<>();
    for (RedisCommand command : redis.commands()) {
      boolean changes = command.effect() == Effect.WRITE || command.effect() == Effect.DELETE;
      if (changes
          && !command.isOfModule()
          && SHARED.contains(command.service())
          && redis.rewriter().canReplicate(command)) {
        names.add("`" + command.name().replace('|', ' ') + "`");
      }
    }
    return List.of(List.of(String.join(" ", names)));
  }

  static List<List<String>> memcached() {
    MemcacheProtocol memcached = new MemcacheProtocol();
    Rewriter rewriter = memcached.rewriter();
    List<List<String>> rows = new ArrayList<>();
    for (String line : MEMCACHED) {
      Command command =
          memcached.commands().stream()
              .filter(row -> row.name().equals(line.split(" ")[0]))
              .findFirst()
              .orElseThrow();
      Request request = new Request().of(command);
      request.frame().of((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
      String refusal = rewriter.replicationRefusal(request);
      String said =
          !rewriter.canReplicate(command)
              ? "refused: the number that it compares with is one server's own"
              : refusal == null ? "goes to all" : "refused: " + refusal;
      rows.add(List.of("`" + line + "`", said));
    }
    return rows;
  }
}
