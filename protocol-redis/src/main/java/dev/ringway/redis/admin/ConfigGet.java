package dev.ringway.redis.admin;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.Glob;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * CONFIG GET: a few parameters have a value of the proxy's own, the rest is what the servers say;
 * where they differ, the first of them. Secrets and addresses of servers are not told.
 */
final class ConfigGet {
  private final Client client;
  private final ClientState state;
  private final SessionOptions options;
  private final Shards shards;

  ConfigGet(Client client, ClientState state, SessionOptions options, Shards shards) {
    this.client = client;
    this.state = state;
    this.options = options;
    this.shards = shards;
  }

  /** Answers from the proxy and every server; from the proxy alone if it has all that is asked. */
  void all(RedisCommand command, Arguments arguments) {
    Map<String, String> own = own();
    boolean isEnough = true;
    for (int i = 2; i < arguments.count(); i++) {
      isEnough &= own.containsKey(arguments.text(i).toLowerCase(Locale.ROOT));
    }
    List<Shard> servers = shards.all(command);
    if (isEnough || servers.isEmpty()) {
      if (servers.isEmpty()) {
        withoutServers().forEach(own::putIfAbsent);
      }
      own.keySet().removeIf(name -> !isAsked(name, arguments));
      client.reply(command, write(own).toBytes());
      return;
    }
    own.keySet().removeIf(name -> !isAsked(name, arguments));
    ask(command, arguments, servers, own);
  }

  /** Answers what one server says. */
  void of(Shard shard, RedisCommand command, Arguments arguments) {
    ask(command, arguments, List.of(shard), new TreeMap<>());
  }

  private void ask(
      RedisCommand command, Arguments arguments, List<Shard> servers, Map<String, String> own) {
    byte[] bytes = arguments.frame().toBytes();
    shards.survey(
        command,
        bytes,
        servers,
        (survey, place) -> {
          if (survey.isAnyOr(place)) {
            survey.answers().forEach(answer -> addTo(own, (List<?>) answer));
            give(write(own), place);
          }
        });
  }

  private static void addTo(Map<String, String> found, List<?> theirs) {
    for (int i = 0; i + 1 < theirs.size(); i += 2) {
      String name = String.valueOf(theirs.get(i));
      if (ServerParameters.isShown(name)) {
        found.putIfAbsent(name, String.valueOf(theirs.get(i + 1)));
      }
    }
  }

  private static boolean isAsked(String name, Arguments arguments) {
    for (int i = 2; i < arguments.count(); i++) {
      if (Glob.matches(arguments.text(i).toLowerCase(Locale.ROOT), name)) {
        return true;
      }
    }
    return false;
  }

  private RespWriter write(Map<String, String> found) {
    RespWriter out = new RespWriter(256).resp3(state.isResp3()).map(found.size());
    found.forEach(
        (name, value) -> out.bulk(name).bulk(value.getBytes(StandardCharsets.ISO_8859_1)));
    return out;
  }

  private static void give(RespWriter out, ReplySink place) {
    place.onReply(0, out.reply());
  }

  private Map<String, String> own() {
    Map<String, String> own = new TreeMap<>();
    own.put("cluster-enabled", "no");
    own.put("databases", Integer.toString(Variant.DATABASES));
    own.put("proto-max-bulk-len", Long.toString(options.limits().maxBulkBytes()));
    own.put("slowlog-log-slower-than", Long.toString(options.slowLog().slowerThanMicros()));
    own.put("slowlog-max-len", Integer.toString(options.slowLog().maxEntries()));
    own.put("timeout", "0");
    return own;
  }

  /** What clients ask first, where caches inside the proxy take the place of servers. */
  private static Map<String, String> withoutServers() {
    return Map.of(
        "appendonly", "no", "maxmemory", "0", "maxmemory-policy", "noeviction", "save", "");
  }
}
