package dev.ringway.memcache;

import dev.ringway.core.message.Frame;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.CommandLine;
import dev.ringway.memcache.text.MemcacheRequestScanner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The login of memcached's text protocol: the first command is a set of any key whose data is the
 * user's name, a blank and the password, which may have blanks itself.
 */
final class ClientLogin {
  private final byte @Nullable [] user;
  private final byte[] password;
  private boolean done;

  /**
   * @param user who may come in, or null for any name
   * @param password the right one
   */
  ClientLogin(@Nullable String user, String password) {
    this.user = user == null ? null : user.getBytes(StandardCharsets.UTF_8);
    this.password = password.getBytes(StandardCharsets.UTF_8);
  }

  boolean isDone() {
    return done;
  }

  /** Judges a request of a stranger; says what to answer. */
  byte[] answer(CommandLine line, Frame frame) {
    long length = line.dataBytes();
    boolean isSet = line.command() == MemcacheCommands.SET;
    boolean whole = length >= 0 && frame.length() >= length + 2;
    if (isSet && length > MemcacheRequestScanner.MAX_LOGIN_BYTES) {
      return Answers.TOKEN_TOO_LONG;
    }
    if (!isSet || line.refusal() != null || !whole) {
      return Answers.UNAUTHENTICATED;
    }
    byte[] data = new byte[(int) length];
    frame.copyTo(frame.length() - 2 - data.length, data.length, data, 0);
    int space = 0;
    while (space < data.length && data[space] != ' ') {
      space++;
    }
    if (space == data.length) {
      return Answers.BAD_TOKEN;
    }
    byte[] name = user;
    boolean right = equal(password, data, space + 1, data.length);
    boolean known = name == null || equal(name, data, 0, space);
    done = right && known;
    return done ? Answers.STORED : Answers.BAD_LOGIN;
  }

  /** In a time that does not tell how much is right. */
  private static boolean equal(byte[] expected, byte[] data, int from, int to) {
    return MessageDigest.isEqual(expected, Arrays.copyOfRange(data, from, to));
  }
}
