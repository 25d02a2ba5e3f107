package dev.ringway.memcache.rewrite;

import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommand.Shape;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Numbers;
import dev.ringway.memcache.text.RequestLine;
import dev.ringway.memcache.text.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Caps how long items may live: gives a request anew with every lifetime that is longer than the
 * cap cut to it.
 *
 * <p>It reads times as memcached does: 0 is for ever, up to 30 days is relative, more is a date,
 * and below 0 is already over and stays so. Capped are set, add, replace, cas, touch, gat and gats,
 * the T flag of meta commands (a {@code ms} without one gets one) and the N flag. append, prepend,
 * incr and decr carry no lifetime and make no item, so they pass unchanged.
 */
public final class TtlRewriter {
  /** The longest time that memcached takes for relative; a longer one is a date. */
  static final long MAX_RELATIVE_SECONDS = 60L * 60 * 24 * 30;

  private final long capSeconds;

  /**
   * @param capSeconds at least 1
   */
  public TtlRewriter(long capSeconds) {
    if (capSeconds < 1) {
      throw new IllegalArgumentException("a cap of " + capSeconds + " s");
    }
    this.capSeconds = capSeconds;
  }

  /** A life as memcached must be told it: relative, or the date of its end. */
  static String time(long lifeSeconds, long nowSeconds) {
    return Long.toString(
        lifeSeconds <= MAX_RELATIVE_SECONDS ? lifeSeconds : nowSeconds + lifeSeconds);
  }

  /**
   * Gives the request's frame with its lifetimes capped, or null if nothing is to be changed.
   *
   * @param request borrowed
   * @param nowSeconds the date, in seconds since 1970
   * @return a frame that owns its bytes: the caller releases it
   */
  public @Nullable Frame cap(Request request, long nowSeconds) {
    MemcacheCommand command = (MemcacheCommand) request.command();
    int time = timeToken(command);
    boolean meta = command.shape() == Shape.META || command.shape() == Shape.META_SET;
    if (time == 0 && !meta) {
      return null;
    }
    RequestLine line = new RequestLine(request);
    EditedFrame edited = new EditedFrame(request.frame());
    if (meta) {
      capFlags(line, edited, nowSeconds);
    } else {
      capToken(line, time, 0, edited, nowSeconds);
    }
    return edited.isEdited() ? edited.end() : null;
  }

  /** The word of a classic command that is a time, or 0. */
  private static int timeToken(MemcacheCommand command) {
    return switch (command.shape()) {
      case STORAGE, CAS ->
          command == MemcacheCommands.APPEND || command == MemcacheCommands.PREPEND ? 0 : 3;
      case KEY_AND_VALUE -> command == MemcacheCommands.TOUCH ? 2 : 0;
      case TOUCHED_KEYS -> 1;
      default -> 0;
    };
  }

  private void capFlags(RequestLine line, EditedFrame edited, long now) {
    Tokens tokens = line.tokens();
    boolean hasTime = false;
    for (int i = line.firstFlag(); i < tokens.count(); i++) {
      byte flag = line.bytes()[tokens.start(i)];
      if (flag == 'T' || flag == 'N') {
        hasTime |= flag == 'T';
        capToken(line, i, 1, edited, now);
      }
    }
    if (line.command() == MemcacheCommands.MS && !hasTime) {
      // Without a time it would live for ever.
      int end = tokens.end(tokens.count() - 1);
      edited.replace(end, end, bytes(" T" + time(capSeconds, now)));
    }
  }

  /** Caps the number in a word, behind its first {@code skipped} bytes. */
  private void capToken(RequestLine line, int token, int skipped, EditedFrame edited, long now) {
    int from = line.tokens().start(token) + skipped;
    int to = line.tokens().end(token);
    long time = Numbers.loose32(line.bytes(), from, to);
    if (time < 0) {
      return;
    }
    boolean longer =
        time == 0 || (time <= MAX_RELATIVE_SECONDS ? time > capSeconds : time - now > capSeconds);
    if (longer) {
      edited.replace(from, to, bytes(time(capSeconds, now)));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
