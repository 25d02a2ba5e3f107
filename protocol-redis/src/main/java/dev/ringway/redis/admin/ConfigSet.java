package dev.ringway.redis.admin;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.stats.SlowLog;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * CONFIG SET on every server or on none: what the servers have now is asked first, and put back
 * where the change was taken if another server refuses it. What the slow log keeps is changed here
 * too, until the configuration is read again.
 */
final class ConfigSet {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int MOST_SLOW_REQUESTS = 100_000;

  private final Client client;
  private final Shards shards;
  private final SlowLog slowLog;

  ConfigSet(Client client, SessionOptions options, Shards shards) {
    this.client = client;
    this.shards = shards;
    this.slowLog = options.slowLog();
  }

  void set(RedisCommand command, Arguments arguments, List<Shard> servers) {
    if (arguments.count() % 2 != 0) {
      client.reply(command, ErrorReplies.wrongArity(command));
      return;
    }
    Map<String, String> change = new LinkedHashMap<>();
    for (int i = 2; i < arguments.count(); i += 2) {
      String name = arguments.text(i).toLowerCase(Locale.ROOT);
      if (!ServerParameters.isSettable(name)) {
        client.fault(command, refusal(name));
        return;
      }
      change.put(name, arguments.text(i + 1));
    }
    if (servers.isEmpty()) {
      client.fault(command, new Fault(Failure.NO_SERVER, "no server has settings to change"));
      return;
    }
    byte[] setting = arguments.frame().toBytes();
    client.pause();
    shards.survey(
        command,
        request("GET", new ArrayList<>(change.keySet())),
        servers,
        (before, place) -> {
          if (before.isCompleteOr(place)) {
            shards.survey(
                command,
                setting,
                servers,
                place,
                (after, same) -> conclude(command, change, before, after, same));
          }
        });
    client.whenAnswered(client::resume);
  }

  private static Fault refusal(String name) {
    String shown = name.length() > 64 ? name.substring(0, 64) + "…" : name;
    return new Fault(
        Failure.UNSUPPORTED,
        "CONFIG SET of '"
            + shown.replaceAll("[^!-~…]", "?")
            + "' is refused: it is not among the settings that may be changed on every server");
  }

  private void conclude(
      RedisCommand command,
      Map<String, String> change,
      Survey before,
      Survey after,
      ReplySink place) {
    boolean isComplete = true;
    for (int i = 0; i < after.shards().size(); i++) {
      isComplete &= after.hasAnswered(i);
    }
    if (isComplete) {
      change.forEach(this::changeSlowLog);
      place.onReply(0, new Reply().of(Reply.Kind.HIT, OK, 0, OK.length));
      return;
    }
    for (int i = 0; i < after.shards().size(); i++) {
      if (after.hasAnswered(i) && before.answer(i) instanceof List<?> old) {
        putBack(command, old, after.shards().get(i));
      }
    }
    after.isCompleteOr(place);
  }

  /** Nobody waits for this: the client is told of the failure that it follows. */
  private void putBack(RedisCommand command, List<?> old, Shard shard) {
    List<String> words = old.stream().map(String::valueOf).toList();
    shards.tell(command, request("SET", words), shard);
  }

  private static byte[] request(String subcommand, List<String> words) {
    RespWriter out = new RespWriter().array(2 + words.size()).bulk("CONFIG").bulk(subcommand);
    words.forEach(word -> out.bulk(word.getBytes(StandardCharsets.ISO_8859_1)));
    return out.toBytes();
  }

  private void changeSlowLog(String name, String value) {
    switch (name) {
      case "slowlog-log-slower-than" ->
          slowLog.keep(1000 * Long.parseLong(value), slowLog.maxEntries());
      case "slowlog-max-len" ->
          slowLog.keep(
              1000 * slowLog.slowerThanMicros(),
              (int) Math.min(MOST_SLOW_REQUESTS, Long.parseLong(value)));
      default -> {
        // Concerns servers only.
      }
    }
  }
}
