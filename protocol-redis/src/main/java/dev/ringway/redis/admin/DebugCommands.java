package dev.ringway.redis.admin;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.resp.Arguments;
import java.util.Locale;
import java.util.Set;

/**
 * DEBUG where the configuration lets it through: what is about a key goes to its server, what means
 * the same on every server to all of them; ERROR is answered here. What ends a server, or makes
 * keys where they do not belong, is refused in any case.
 */
final class DebugCommands {
  private static final Set<String> ABOUT_A_KEY =
      Set.of("object", "sdslen", "listpack", "ziplist", "quicklist", "htstats-key");
  private static final Set<String> FOR_EVERY_SERVER =
      Set.of(
          "sleep",
          "set-active-expire",
          "quicklist-packed-threshold",
          "set-disable-deny-scripts",
          "reload",
          "loadaof",
          "stringmatch-len",
          "protocol",
          "change-repl-id",
          "jmap");
  private static final Set<String> FOR_ONE_SERVER =
      Set.of("digest", "htstats", "jemalloc", "client-eviction", "mallctl", "mallctl-str");

  private final Client client;
  private final Shards shards;
  private final WholeKeyspace whole;

  DebugCommands(Client client, Shards shards, WholeKeyspace whole) {
    this.client = client;
    this.shards = shards;
    this.whole = whole;
  }

  /** DEBUG over all servers. */
  void all(RedisCommand command, Arguments arguments) {
    String what = what(arguments);
    if (what.equals("error") && arguments.count() == 3) {
      client.reply(command, ErrorReplies.error(arguments.text(2)));
    } else if (ABOUT_A_KEY.contains(what) && arguments.count() > 2) {
      byKey(command, arguments);
    } else if (FOR_EVERY_SERVER.contains(what)) {
      whole.send(command, arguments);
    } else if (FOR_ONE_SERVER.contains(what)) {
      refuse(command, what, "concerns one server: add SHARD and its name");
    } else {
      refuse(command, what, "may end a server or scatter keys: ask that server");
    }
  }

  /** DEBUG at one server. */
  void of(Shard shard, RedisCommand command, Arguments arguments) {
    String what = what(arguments);
    if (ABOUT_A_KEY.contains(what)
        || FOR_EVERY_SERVER.contains(what)
        || FOR_ONE_SERVER.contains(what)) {
      shards.forward(command, arguments.frame().toBytes(), shard);
    } else {
      refuse(command, what, "may end a server or scatter keys: ask that server");
    }
  }

  private void byKey(RedisCommand command, Arguments arguments) {
    byte[] key = arguments.bytes(2);
    Request request = shards.request(command).key(key, 0, key.length);
    request.frame().of(arguments.frame());
    client.route(request);
  }

  private static String what(Arguments arguments) {
    return arguments.length(1) > 64 ? "" : arguments.text(1).toLowerCase(Locale.ROOT);
  }

  private void refuse(RedisCommand command, String what, String why) {
    String title = what.toUpperCase(Locale.ROOT).replaceAll("[^!-~]", "?");
    client.fault(command, new Fault(Failure.UNSUPPORTED, "DEBUG " + title + " " + why));
  }
}
