package dev.ringway.redis.clients;

import dev.ringway.core.protocol.Client;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.Variant;
import java.nio.charset.StandardCharsets;

/**
 * AUTH, HELLO, RESET, SELECT and CLIENT: what changes a client's own state.
 *
 * <p>After a change of RESP version or database requests take other connections to the servers. So
 * that they do not overtake those before, the client is paused until everything before is answered.
 */
public final class ConnectionCommands {

  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Client client;
  private final ClientState state;
  private final RedisVersion redisVersion;

  public ConnectionCommands(Client client, ClientState state, RedisVersion redisVersion) {
    this.client = client;
    this.state = state;
    this.redisVersion = redisVersion;
  }

  public void auth(RedisCommand command, Arguments arguments) {
    if (arguments.count() > 3) {
      client.reply(command, ErrorReplies.SYNTAX);
      return;
    }
    boolean named = arguments.count() == 3;
    if (!named && !state.needsPassword()) {
      client.reply(command, ErrorReplies.NO_PASSWORD_SET);
      return;
    }
    boolean good =
        named
            ? state.login(arguments.text(1), arguments.bytes(2))
            : state.login(null, arguments.bytes(1));
    client.reply(command, good ? OK : ErrorReplies.WRONG_PASS);
  }

  public void hello(RedisCommand command, Arguments arguments) {
    int version = state.isResp3() ? 3 : 2;
    if (arguments.count() > 1) {
      version = arguments.number(1);
      if (version < 0) {
        client.reply(
            command, ErrorReplies.error("ERR Protocol version is not an integer or out of range"));
        return;
      }
      if (version != 2 && version != 3) {
        client.reply(command, ErrorReplies.NO_PROTO);
        return;
      }
    }
    int login = 0;
    int name = 0;
    int at = 2;
    while (at < arguments.count()) {
      if (arguments.is(at, "AUTH") && at + 2 < arguments.count()) {
        login = at;
        at += 3;
      } else if (arguments.is(at, "SETNAME") && at + 1 < arguments.count()) {
        name = at;
        at += 2;
      } else {
        client.reply(
            command,
            ErrorReplies.error("ERR Syntax error in HELLO option '" + arguments.text(at) + "'"));
        return;
      }
    }
    if (login > 0 && !state.login(arguments.text(login + 1), arguments.bytes(login + 2))) {
      client.reply(command, ErrorReplies.WRONG_PASS);
    } else if (!state.isAuthenticated()) {
      client.reply(command, ErrorReplies.HELLO_NO_AUTH);
    } else if (name > 0 && !isPlain(arguments, name + 1)) {
      client.reply(command, badName());
    } else {
      if (name > 0) {
        state.name(arguments.text(name + 1));
      }
      use(state.database(), version == 3);
      client.reply(command, greeting());
    }
  }

  private byte[] greeting() {
    return new RespWriter()
        .resp3(state.isResp3())
        .map(7)
        .bulk("server")
        .bulk("redis")
        .bulk("version")
        .bulk(redisVersion.text())
        .bulk("proto")
        .integer(state.isResp3() ? 3 : 2)
        .bulk("id")
        .integer(client.id())
        .bulk("mode")
        .bulk("standalone")
        .bulk("role")
        .bulk("master")
        .bulk("modules")
        .array(0)
        .toBytes();
  }

  public void reset(RedisCommand command) {
    use(0, false);
    state.reset();
    client.reply(command, "+RESET\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  public void select(RedisCommand command, Arguments arguments) {
    int database = arguments.number(1);
    if (database < 0) {
      boolean negative = arguments.length(1) > 1 && arguments.text(1).matches("-[1-9][0-9]{0,9}");
      client.reply(command, negative ? outOfRange() : ErrorReplies.NO_INTEGER);
    } else if (database >= Variant.DATABASES) {
      client.reply(command, outOfRange());
    } else {
      use(database, state.isResp3());
      client.reply(command, OK);
    }
  }

  /** Goes on with a database that there is. */
  public void select(int database) {
    use(database, state.isResp3());
  }

  private static byte[] outOfRange() {
    return ErrorReplies.error("ERR DB index is out of range");
  }

  private void use(int database, boolean resp3) {
    if (database == state.database() && resp3 == state.isResp3()) {
      return;
    }
    state.database(database);
    state.resp3(resp3);
    client.pauseUntilAnswered();
  }

  public void setName(RedisCommand command, Arguments arguments) {
    if (!isPlain(arguments, 2)) {
      client.reply(command, badName());
      return;
    }
    state.name(arguments.text(2));
    client.reply(command, OK);
  }

  private static byte[] badName() {
    return ErrorReplies.error(
        "ERR Client names cannot contain spaces, newlines or special characters.");
  }

  public void setInfo(RedisCommand command, Arguments arguments) {
    boolean isName = arguments.is(2, "LIB-NAME");
    if (!isName && !arguments.is(2, "LIB-VER")) {
      client.reply(
          command, ErrorReplies.error("ERR Unrecognized option '" + arguments.text(2) + "'"));
      return;
    }
    if (!isPlain(arguments, 3)) {
      client.reply(
          command,
          ErrorReplies.error(
              "ERR "
                  + (isName ? "lib-name" : "lib-ver")
                  + " cannot contain spaces, newlines or special characters."));
      return;
    }
    if (isName) {
      state.libraryName(arguments.text(3));
    } else {
      state.libraryVersion(arguments.text(3));
    }
    client.reply(command, OK);
  }

  /** Whether an argument has only visible ASCII, as Redis asks of names. */
  private static boolean isPlain(Arguments arguments, int index) {
    for (byte b : arguments.bytes(index)) {
      if (b < '!' || b > '~') {
        return false;
      }
    }
    return true;
  }
}
