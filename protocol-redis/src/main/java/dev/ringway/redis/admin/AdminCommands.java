package dev.ringway.redis.admin;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.protocol.Administration;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.clients.RedisVersion;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.keyspace.WholeKeyspace;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * The commands by which people and tools look after servers: answered for the whole, or for one
 * server where {@code SHARD name} stands behind the command.
 */
public final class AdminCommands {
  private static final String WORD = "SHARD";

  private final ListedClient client;
  private final ClientState state;
  private final Administration rules;
  private final WholeKeyspace whole;
  private final Shards shards;
  private final InfoCommand info;
  private final ConfigGet configGet;
  private final ConfigSet configSet;
  private final SlowLogCommands slowLog;
  private final DebugCommands debug;

  public AdminCommands(
      ListedClient client,
      ClientState state,
      SessionOptions options,
      WholeKeyspace whole,
      RedisVersion version) {
    this.client = client;
    this.state = state;
    this.rules = options.administration();
    this.whole = whole;
    shards = new Shards(client, state);
    info = new InfoCommand(client, state, options, shards, version);
    configGet = new ConfigGet(client, state, options, shards);
    configSet = new ConfigSet(client, options, shards);
    slowLog = new SlowLogCommands(client, state, options.slowLog());
    debug = new DebugCommands(client, shards, whole);
  }

  /** Whether a request ends in {@code SHARD name}. */
  public static boolean namesShard(Arguments arguments) {
    return arguments.count() > 2 && arguments.is(arguments.count() - 2, WORD);
  }

  /** Answers, refuses or passes on; borrows the arguments. */
  public void answer(RedisCommand command, Arguments arguments) {
    String name = command.name();
    boolean isDebug = name.equals("debug");
    boolean isSetting = name.equals("config|set") || name.equals("config|rewrite");
    if (isDebug && !rules.debug()) {
      refuse(command, "is switched off here: a listener's \"debug: true\" lets it through");
    } else if (isSetting && !rules.configSet()) {
      refuse(command, "is switched off here: a listener's \"config_set: true\" lets it through");
    } else if (namesShard(arguments)) {
      atShard(command, arguments);
    } else {
      overAll(command, arguments);
    }
  }

  private void refuse(RedisCommand command, String why) {
    client.fault(command, new Fault(Failure.UNSUPPORTED, command.title() + " " + why));
  }

  private void overAll(RedisCommand command, Arguments arguments) {
    switch (command.name()) {
      case "info" -> info.answer(command, arguments);
      case "role" -> client.reply(command, master());
      case "config|get" -> configGet.all(command, arguments);
      case "config|set" -> configSet.set(command, arguments, shards.all(command));
      case "slowlog|get" -> slowLog.get(command, arguments);
      case "slowlog|len" -> slowLog.length(command);
      case "slowlog|reset" -> slowLog.reset(command);
      case "debug" -> debug.all(command, arguments);
      case "module|list" -> together(command, arguments, Tables::modules);
      case "memory|stats" -> together(command, arguments, Tables::memory);
      case "latency|latest" -> together(command, arguments, Tables::latest);
      case "latency|history" -> together(command, arguments, Tables::history);
      case "latency|histogram" -> together(command, arguments, Tables::histogram);
      case "memory|doctor", "memory|malloc-stats", "latency|doctor", "latency|graph" ->
          texts(command, arguments);
      default -> whole.send(command, arguments);
    }
  }

  private byte[] master() {
    return new RespWriter().array(3).bulk("master").integer(0).array(0).toBytes();
  }

  /** One server is asked as if it were the only one, except for what must not be told. */
  private void atShard(RedisCommand command, Arguments arguments) {
    int count = arguments.count() - 2;
    String word = arguments.text(count + 1);
    List<Shard> called = shards.called(command, word);
    if (called.size() != 1) {
      client.reply(command, noShard(word, called, shards.all(command)));
      return;
    }
    RespWriter rest = new RespWriter().array(count);
    if (command.name().indexOf('|') >= 0 && count < 2 || !command.accepts(count)) {
      client.reply(command, ErrorReplies.wrongArity(command));
      return;
    }
    for (int i = 0; i < count; i++) {
      rest.bulk(arguments.bytes(i));
    }
    Arguments plain = new Arguments().read(new Frame().of(rest.toBytes()));
    Shard shard = called.getFirst();
    switch (command.name()) {
      case "config|get" -> configGet.of(shard, command, plain);
      case "config|set" -> configSet.set(command, plain, called);
      case "debug" -> debug.of(shard, command, plain);
      default -> shards.forward(command, plain.frame().toBytes(), shard);
    }
  }

  private static byte[] noShard(String word, List<Shard> called, List<Shard> all) {
    String shown = word.length() > 64 ? word.substring(0, 64) : word;
    return ErrorReplies.error(
        called.isEmpty()
            ? "ERR no shard is called '" + shown + "': the shards are " + Shards.names(all)
            : "ERR several shards are called '" + shown + "': name one by its address");
  }

  /** The reply of all servers, made of what each said; an only server's as it is. */
  private void together(
      RedisCommand command, Arguments arguments, Function<List<Object>, Object> how) {
    List<Shard> all = shards.all(command);
    if (all.size() < 2) {
      forwardToOnly(command, arguments, all);
      return;
    }
    shards.survey(
        command,
        arguments.frame().toBytes(),
        all,
        (survey, place) -> {
          if (survey.isCompleteOr(place)) {
            RespWriter out = new RespWriter(1024).resp3(state.isResp3());
            TreeWriter.write(how.apply(survey.answers()), out);
            place.onReply(0, out.reply());
          }
        });
  }

  private void forwardToOnly(RedisCommand command, Arguments arguments, List<Shard> all) {
    if (all.isEmpty()) {
      client.fault(command, WholeKeyspace.NO_SERVER);
    } else {
      shards.forward(command, arguments.frame().toBytes(), all.getFirst());
    }
  }

  /** Text for people: each server's under its name; one that does not answer says why. */
  private void texts(RedisCommand command, Arguments arguments) {
    List<Shard> all = shards.all(command);
    if (all.size() < 2) {
      forwardToOnly(command, arguments, all);
      return;
    }
    shards.survey(
        command,
        arguments.frame().toBytes(),
        all,
        (survey, place) -> {
          if (survey.isAnyOr(place)) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < all.size(); i++) {
              Object said = survey.answer(i);
              text.append("# ").append(all.get(i).name()).append('\n');
              text.append(said == null ? survey.sentence(i) : said).append("\n\n");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            RespWriter out = new RespWriter(bytes.length + 32).resp3(state.isResp3());
            out.verbatim(bytes);
            place.onReply(0, out.reply());
          }
        });
  }
}
