package dev.ringway.redis.admin;

import dev.ringway.core.protocol.Client;
import dev.ringway.core.stats.SlowLog;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SLOWLOG: the requests of this listener's clients that took long, in the shape of Redis's. */
final class SlowLogCommands {
  private static final int USUAL_COUNT = 10;
  private static final byte[] BAD_COUNT =
      ErrorReplies.error("ERR count should be greater than or equal to -1");

  private final Client client;
  private final ClientState state;
  private final SlowLog log;

  SlowLogCommands(Client client, ClientState state, SlowLog log) {
    this.client = client;
    this.state = state;
    this.log = log;
  }

  void get(RedisCommand command, Arguments arguments) {
    if (arguments.count() > 3) {
      client.reply(
          command,
          ErrorReplies.error(
              "ERR unknown subcommand or wrong number of arguments for '"
                  + arguments.text(1)
                  + "'. Try SLOWLOG HELP."));
      return;
    }
    boolean all = arguments.count() == 3 && arguments.is(2, "-1");
    int count = arguments.count() == 3 ? arguments.number(2) : USUAL_COUNT;
    if (count < 0 && !all) {
      client.reply(command, BAD_COUNT);
      return;
    }
    List<SlowLog.Entry> entries = log.newest(all ? Long.MAX_VALUE : count);
    RespWriter out = new RespWriter(1024).resp3(state.isResp3()).array(entries.size());
    for (SlowLog.Entry entry : entries) {
      write(entry, out);
    }
    client.reply(command, out.toBytes());
  }

  private static void write(SlowLog.Entry entry, RespWriter out) {
    out.array(6).integer(entry.id()).integer(entry.unixSeconds());
    out.integer(TimeUnit.NANOSECONDS.toMicros(entry.nanos()));
    List<String> arguments =
        entry.head().length == 0
            ? List.of(entry.command().split("\\|", -1))
            : SlowRequest.arguments(entry.head());
    out.array(arguments.size());
    for (String argument : arguments) {
      out.bulk(argument.getBytes(StandardCharsets.ISO_8859_1));
    }
    out.bulk(entry.client());
    out.bulk(entry.clientName().getBytes(StandardCharsets.ISO_8859_1));
  }

  void length(RedisCommand command) {
    client.reply(command, new RespWriter().integer(log.size()).toBytes());
  }

  void reset(RedisCommand command) {
    log.clear();
    client.reply(command, new RespWriter().simple("OK").toBytes());
  }
}
