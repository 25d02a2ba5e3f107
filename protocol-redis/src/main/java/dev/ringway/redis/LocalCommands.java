package dev.ringway.redis;

import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.redis.acl.AclCommands;
import dev.ringway.redis.clients.ClientCommands;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.clients.ConnectionCommands;
import dev.ringway.redis.clients.ListedClient;
import dev.ringway.redis.clients.RedisVersion;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.KeyAccess;
import dev.ringway.redis.command.KeyPositions;
import dev.ringway.redis.command.KeySpec;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.table.CommandReplies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The commands that the proxy answers itself. */
final class LocalCommands {
  private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Client client;
  private final SessionOptions options;
  private final ClientState state;
  private final RedisVersion version;
  private CommandReplies commandReplies;
  private final ConnectionCommands connection;
  private final ClientCommands clients;
  private final AclCommands acl;
  private final KeyPositions positions = new KeyPositions();

  LocalCommands(
      ListedClient client,
      SessionOptions options,
      CommandReplies commandReplies,
      RedisVersion version) {
    this.client = client;
    this.options = options;
    this.state = client.state();
    this.version = version;
    this.commandReplies = commandReplies;
    connection = new ConnectionCommands(client, state, version);
    clients = new ClientCommands(client);
    acl = new AclCommands(client, state);
  }

  /** Exchanges what COMMAND answers. */
  void use(CommandReplies replies) {
    commandReplies = replies;
  }

  /** The keys of a request; none if they cannot be found. Valid until the next call. */
  KeyPositions keys(RedisCommand command, Arguments arguments) {
    positions.clear();
    for (KeySpec spec : command.keys()) {
      if (!spec.find(arguments, positions)) {
        positions.clear();
        break;
      }
    }
    return positions;
  }

  /** Goes on with another database. */
  void select(int database) {
    connection.select(database);
  }

  /** Answers RESET. */
  void reset(RedisCommand command) {
    connection.reset(command);
  }

  void answer(RedisCommand command, Arguments arguments) {
    switch (command.name()) {
      case "ping" -> ping(command, arguments);
      case "echo" -> reply(command, out().bulk(arguments.bytes(1)));
      case "quit" -> {
        client.reply(command, OK);
        client.closeAfterReplies();
      }
      case "auth" -> connection.auth(command, arguments);
      case "hello" -> connection.hello(command, arguments);
      case "select" -> connection.select(command, arguments);
      case "client|id" -> reply(command, out().integer(client.id()));
      case "client|getname" -> {
        RespWriter out = out();
        reply(command, state.name().isEmpty() ? out.nil() : out.bulk(latin(state.name())));
      }
      case "client|setname" -> connection.setName(command, arguments);
      case "client|setinfo" -> connection.setInfo(command, arguments);
      case "client|info",
          "client|list",
          "client|kill",
          "client|pause",
          "client|unpause",
          "client|reply",
          "client|unblock",
          "client|tracking",
          "client|trackinginfo",
          "client|getredir",
          "client|caching",
          "client|no-evict",
          "client|no-touch" ->
          clients.answer(command, arguments);
      case "acl|whoami",
          "acl|users",
          "acl|list",
          "acl|getuser",
          "acl|cat",
          "acl|genpass",
          "acl|dryrun",
          "acl|log" ->
          acl.answer(command, arguments, commandReplies.commands());
      case "time" -> time(command);
      case "lolwut" -> reply(command, out().verbatim(lolwut()));
      case "command" -> client.reply(command, commandReplies.all(state.isResp3()));
      case "command|count" -> reply(command, out().integer(commandReplies.count()));
      case "command|list" -> client.reply(command, commandReplies.list(arguments, out()));
      case "command|info" -> reply(command, commandReplies.info(arguments, out()));
      case "command|docs" -> reply(command, commandReplies.docs(arguments, out()));
      case "command|getkeys" -> getKeys(command, arguments, false);
      case "command|getkeysandflags" -> getKeys(command, arguments, true);
      default -> help(command);
    }
  }

  private RespWriter out() {
    return new RespWriter().resp3(state.isResp3());
  }

  private void reply(RedisCommand command, RespWriter out) {
    client.reply(command, out.toBytes());
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private void ping(RedisCommand command, Arguments arguments) {
    if (arguments.count() == 1) {
      client.reply(command, PONG);
    } else if (arguments.count() == 2) {
      reply(command, out().bulk(arguments.bytes(1)));
    } else {
      client.reply(command, ErrorReplies.wrongArity(command));
    }
  }

  private void time(RedisCommand command) {
    java.time.Instant now = java.time.Instant.now();
    String micros = Integer.toString(now.getNano() / 1000);
    reply(command, out().array(2).bulk(Long.toString(now.getEpochSecond())).bulk(micros));
  }

  private void getKeys(RedisCommand asking, Arguments arguments, boolean flags) {
    RedisCommand asked = commandReplies.commands().find(arguments, 2);
    if (asked == null) {
      client.reply(asking, ErrorReplies.error("ERR Invalid command specified"));
      return;
    }
    if (asked.keys().isEmpty()) {
      client.reply(asking, ErrorReplies.error("ERR The command has no key arguments"));
      return;
    }
    int count = arguments.count() - 2;
    if (!asked.accepts(count)) {
      client.reply(
          asking, ErrorReplies.error("ERR Invalid number of arguments specified for command"));
      return;
    }
    Arguments inner = arguments.from(2);
    KeyPositions keys = keys(asked, inner);
    if (keys.count() == 0 && !asked.flags().contains("no_mandatory_keys")) {
      client.reply(asking, ErrorReplies.error("ERR Invalid arguments specified for command"));
      return;
    }
    List<KeyAccess> accesses = flags ? accesses(asked, inner) : List.of();
    RespWriter out = out().array(keys.count());
    for (int i = 0; i < keys.count(); i++) {
      byte[] key = inner.bytes(keys.get(i));
      if (flags) {
        out.array(2).bulk(key);
        accesses.get(i).write(out);
      } else {
        out.bulk(key);
      }
    }
    reply(asking, out);
  }

  /** What a request does with each of its keys. */
  private static List<KeyAccess> accesses(RedisCommand command, Arguments arguments) {
    List<KeyAccess> accesses = new ArrayList<>();
    KeyPositions found = new KeyPositions();
    for (KeySpec spec : command.keys()) {
      found.clear();
      spec.find(arguments, found);
      KeyAccess access = spec.access().in(command, arguments);
      accesses.addAll(Collections.nCopies(found.count(), access));
    }
    return accesses;
  }

  /** In Redis it is a picture, and this line below it. */
  private String lolwut() {
    return "Redis ver. "
        + version.text()
        + ", through Ringway "
        + options.information().version()
        + "\n";
  }

  /** The HELP subcommand of any container: what can be said behind its name. */
  private void help(RedisCommand command) {
    String container = command.name().substring(0, command.name().indexOf('|'));
    List<String> lines = commandReplies.help(container);
    RespWriter out = out().array(lines.size() + 1);
    out.simple(container.toUpperCase(Locale.ROOT) + " <subcommand> [<arg> ...]. Subcommands are:");
    for (String line : lines) {
      out.simple(line);
    }
    reply(command, out);
  }
}
