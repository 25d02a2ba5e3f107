package dev.ringway.memcache.text;

import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommand.Shape;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a request on its way through routes, copied and cut into words. The session
 * has judged it: what must be there is there.
 */
public final class RequestLine {
  private final MemcacheCommand command;
  private final byte[] bytes;
  private final Tokens tokens = new Tokens();

  public RequestLine(Request request) {
    command = (MemcacheCommand) request.command();
    Frame frame = request.frame();
    int end = 0;
    while (frame.byteAt(end) != '\n') {
      end++;
    }
    bytes = new byte[end + 1];
    frame.copyTo(0, bytes.length, bytes, 0);
    tokens.cut(bytes, 0, end);
  }

  public MemcacheCommand command() {
    return command;
  }

  /** The line with its end; positions in it are positions in the request's frame. */
  public byte[] bytes() {
    return bytes;
  }

  public Tokens tokens() {
    return tokens;
  }

  /** The first word that is a key. */
  public int firstKey() {
    return command.shape() == Shape.TOUCHED_KEYS ? 2 : 1;
  }

  /** The first word behind the keys. */
  public int endOfKeys() {
    return switch (command.shape()) {
      case KEYS, TOUCHED_KEYS -> tokens.count();
      case STORAGE, CAS, DELETE, KEY_AND_VALUE, META, META_SET, META_DEBUG -> 2;
      default -> firstKey();
    };
  }

  /** The first word that is a flag of a meta command; behind all words if this is none. */
  public int firstFlag() {
    return switch (command.shape()) {
      case META, META_DEBUG -> 2;
      case META_SET -> 3;
      default -> tokens.count();
    };
  }

  /** The word that a flag stands in, or -1 if it was not given. */
  public int flag(char flag) {
    for (int i = firstFlag(); i < tokens.count(); i++) {
      if (bytes[tokens.start(i)] == flag) {
        return i;
      }
    }
    return -1;
  }

  public boolean has(char flag) {
    return flag(flag) > 0;
  }

  /** What stands behind a flag's letter, or null if it was not given. */
  public @Nullable String behind(char flag) {
    int token = flag(flag);
    return token < 0 ? null : text(token).substring(1);
  }

  public String text(int token) {
    return new String(
        bytes, tokens.start(token), tokens.length(token), StandardCharsets.ISO_8859_1);
  }

  /** The key behind a b flag, decoded; null if there is no such flag or memcached refuses it. */
  public byte @Nullable [] decodedKey() {
    if (!has('b')) {
      return null;
    }
    byte[] key = Arrays.copyOfRange(bytes, tokens.start(1), tokens.end(1));
    int length = Base64Key.decode(key, key.length);
    return length == 0 ? null : Arrays.copyOf(key, length);
  }
}
