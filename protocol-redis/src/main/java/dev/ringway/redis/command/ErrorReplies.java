package dev.ringway.redis.command;

import dev.ringway.core.failure.Fault;
import dev.ringway.redis.resp.Arguments;
import java.nio.charset.StandardCharsets;

/** The errors that the proxy answers in Redis's own words. */
public final class ErrorReplies {
  public static final byte[] NO_AUTH = error("NOAUTH Authentication required.");
  public static final byte[] WRONG_PASS =
      error("WRONGPASS invalid username-password pair or user is disabled.");
  public static final byte[] NO_PASSWORD_SET =
      error(
          "ERR AUTH <password> called without any password configured for the default user. "
              + "Are you sure your configuration is correct?");
  public static final byte[] HELLO_NO_AUTH =
      error(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");
  public static final byte[] NO_PROTO = error("NOPROTO unsupported protocol version");
  public static final byte[] NO_CLUSTER = error("ERR This instance has cluster support disabled");
  public static final byte[] NO_INTEGER = error("ERR value is not an integer or out of range");
  public static final byte[] NOT_IN_TRANSACTION =
      error("ERR Command not allowed inside a transaction");
  public static final byte[] SYNTAX = error("ERR syntax error");

  /** The most of a client's bytes that an error repeats. */
  private static final int QUOTED = 128;

  private ErrorReplies() {}

  /** An error line; bytes that would break the line become spaces, as in Redis. */
  public static byte[] error(String text) {
    String line = "-" + text.replace('\r', ' ').replace('\n', ' ') + "\r\n";
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The proxy's own error: a code and a sentence. */
  public static byte[] of(Fault fault) {
    String line = "-ERR " + fault.failure().code() + ": " + fault.sentence() + "\r\n";
    return line.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] wrongArity(RedisCommand command) {
    return error("ERR wrong number of arguments for '" + command.name() + "' command");
  }

  /** What a subscriber of RESP2 gets for anything else. */
  public static byte[] onlyAboutSubscriptions(RedisCommand command) {
    return error(
        "ERR Can't execute '"
            + command.name()
            + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this"
            + " context");
  }

  /** Redis ends a transaction even by an EXEC that it refuses. */
  public static byte[] execWrongArity() {
    return error(
        "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command");
  }

  public static byte[] unknownSubcommand(RedisCommand container, Arguments arguments) {
    return error(
        "ERR unknown subcommand '"
            + quoted(arguments, 1, QUOTED)
            + "'. Try "
            + container.title()
            + " HELP.");
  }

  /** What a subcommand gets that does not read so many arguments. */
  public static byte[] subcommandSyntax(String container, Arguments arguments) {
    return error(
        "ERR unknown subcommand or wrong number of arguments for '"
            + quoted(arguments, 1, QUOTED)
            + "'. Try "
            + container
            + " HELP.");
  }

  public static byte[] unknownCommand(Arguments arguments) {
    StringBuilder rest = new StringBuilder();
    for (int i = 1; i < arguments.count() && rest.length() < QUOTED; i++) {
      rest.append('\'').append(quoted(arguments, i, QUOTED - rest.length())).append("' ");
    }
    return error(
        "ERR unknown command '"
            + quoted(arguments, 0, QUOTED)
            + "', with args beginning with: "
            + rest);
  }

  /** The beginning of an argument up to its first zero byte. */
  private static String quoted(Arguments arguments, int index, int most) {
    byte[] bytes = new byte[Math.min(arguments.length(index), most)];
    arguments.frame().copyTo(arguments.start(index), bytes.length, bytes, 0);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }
}
