package dev.ringway.redis.acl;

import dev.ringway.core.protocol.Client;
import dev.ringway.redis.clients.ClientState;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import dev.ringway.redis.resp.WholeNumber;
import dev.ringway.redis.table.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** The subcommands of ACL that change nothing. */
public final class AclCommands {
  private static final byte[] OK = "+OK\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NO_BITS =
      ErrorReplies.error(
          "ERR ACL GENPASS argument must be the number of bits for the output password, a positive"
              + " number up to 4096");
  private static final int DEFAULT_BITS = 256;
  private static final int MOST_BITS = 4096;

  private final Client client;
  private final ClientState state;

  public AclCommands(Client client, ClientState state) {
    this.client = client;
    this.state = state;
  }

  /**
   * @param commands the table in force
   */
  public void answer(RedisCommand command, Arguments arguments, RedisCommands commands) {
    client.reply(
        command,
        switch (command.word()) {
          case "whoami" -> out().bulk(state.user()).toBytes();
          case "users" -> out().array(1).bulk(state.user()).toBytes();
          case "list" -> out().array(1).bulk(rule()).toBytes();
          case "getuser" -> getUser(arguments);
          case "cat" -> categories(arguments, commands);
          case "genpass" -> newPassword(arguments);
          case "dryrun" -> dryRun(arguments, commands);
          default -> log(arguments);
        });
  }

  private RespWriter out() {
    return new RespWriter().resp3(state.isResp3());
  }

  /** The user in the form of a file of ACLs. */
  private String rule() {
    String digest = state.passwordDigest();
    String secret = digest == null ? "nopass" : "#" + digest;
    return "user " + state.user() + " on " + secret + " ~* &* +@all";
  }

  private byte[] getUser(Arguments arguments) {
    if (!arguments.text(2).equals(state.user())) {
      return out().nil().toBytes();
    }
    String digest = state.passwordDigest();
    RespWriter out = out().map(6).bulk("flags");
    if (digest == null) {
      out.set(2).bulk("on").bulk("nopass").bulk("passwords").array(0);
    } else {
      out.set(1).bulk("on").bulk("passwords").array(1).bulk(digest);
    }
    out.bulk("commands").bulk("+@all").bulk("keys").bulk("~*").bulk("channels").bulk("&*");
    return out.bulk("selectors").array(0).toBytes();
  }

  private byte[] categories(Arguments arguments, RedisCommands commands) {
    if (arguments.count() > 3) {
      return ErrorReplies.subcommandSyntax("ACL", arguments);
    }
    List<String> names = AclCategories.NAMES;
    if (arguments.count() == 3) {
      String category = arguments.text(2);
      if (!AclCategories.isOne(category)) {
        return ErrorReplies.error("ERR Unknown category '" + category + "'");
      }
      names = AclCategories.commandsOf(category, commands);
    }
    RespWriter out = out().array(names.size());
    names.forEach(out::bulk);
    return out.toBytes();
  }

  /** Random digits of base 16, at least as many as the bits need. */
  private byte[] newPassword(Arguments arguments) {
    long bits = DEFAULT_BITS;
    if (arguments.count() > 3) {
      return ErrorReplies.subcommandSyntax("ACL", arguments);
    }
    if (arguments.count() == 3) {
      Long asked = WholeNumber.of(arguments.text(2));
      if (asked == null) {
        return ErrorReplies.NO_INTEGER;
      }
      if (asked < 1 || asked > MOST_BITS) {
        return NO_BITS;
      }
      bits = asked;
    }
    int digits = (int) (bits + 3) / 4;
    byte[] random = new byte[(digits + 1) / 2];
    new SecureRandom().nextBytes(random);
    return out().bulk(HexFormat.of().formatHex(random).substring(0, digits)).toBytes();
  }

  private byte[] dryRun(Arguments arguments, RedisCommands commands) {
    String user = arguments.text(2);
    if (!user.equals(state.user())) {
      return ErrorReplies.error("ERR User '" + user + "' not found");
    }
    RedisCommand command = commands.find(arguments, 3);
    if (command == null) {
      return ErrorReplies.error("ERR Command '" + arguments.text(3) + "' not found");
    }
    return command.accepts(arguments.count() - 3) ? OK : ErrorReplies.wrongArity(command);
  }

  /**
   * The log is empty: a user who may do everything is denied nothing, and failed logins are not
   * kept.
   */
  private byte[] log(Arguments arguments) {
    if (arguments.count() > 3) {
      return ErrorReplies.subcommandSyntax("ACL", arguments);
    }
    if (arguments.count() == 3 && arguments.is(2, "RESET")) {
      return OK;
    }
    if (arguments.count() == 3 && WholeNumber.of(arguments.text(2)) == null) {
      return ErrorReplies.NO_INTEGER;
    }
    return out().array(0).toBytes();
  }
}
