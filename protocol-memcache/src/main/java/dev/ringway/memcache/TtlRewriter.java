package dev.ringway.memcache;

import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Caps how long items may live: gives a request anew with every lifetime that is longer than the
 * cap cut to it.
 *
 * <p>It reads times as memcached does: 0 is for ever, up to 30 days is relative, more is a date,
 * and below 0 is already over and stays so. Capped are set, add, replace, cas, touch, gat and gats,
 * the T flag of meta commands (a {@code ms} without one gets one) and the N flag. append, prepend,
 * incr and decr carry no lifetime, so they pass unchanged.
 */
public final class TtlRewriter {
  private static final long MAX_RELATIVE_SECONDS = 60L * 60 * 24 * 30;

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

  /**
   * Gives the request's frame with its lifetimes capped, or null if nothing is to be changed.
   *
   * @param request borrowed
   * @param nowSeconds the date, in seconds since 1970
   * @return a frame that owns its bytes: the caller releases it
   */
  public @Nullable Frame cap(Request request, long nowSeconds) {
    Frame frame = request.frame();
    int lineBytes = lineBytes(frame);
    byte[] line = new byte[lineBytes];
    frame.copyTo(0, lineBytes, line, 0);
    Tokens tokens = new Tokens();
    tokens.cut(line, 0, lineBytes - 1);
    byte[] capped = cap((MemcacheCommand) request.command(), line, tokens, nowSeconds);
    return Arrays.equals(capped, line) ? null : withLine(capped, frame, lineBytes);
  }

  private byte[] cap(MemcacheCommand command, byte[] line, Tokens tokens, long now) {
    return switch (command.shape()) {
      case STORAGE, CAS ->
          command == MemcacheCommands.APPEND || command == MemcacheCommands.PREPEND
              ? line
              : capToken(line, tokens, 3, 0, now);
      case KEY_AND_VALUE ->
          command == MemcacheCommands.TOUCH ? capToken(line, tokens, 2, 0, now) : line;
      case TOUCHED_KEYS -> capToken(line, tokens, 1, 0, now);
      case META, META_SET -> capFlags(command, line, tokens, now);
      default -> line;
    };
  }

  private byte[] capFlags(MemcacheCommand command, byte[] line, Tokens tokens, long now) {
    boolean sets = command == MemcacheCommands.MS;
    int firstFlag = sets ? 3 : 2;
    boolean hasTime = false;
    byte[] capped = line;
    for (int i = tokens.count() - 1; i >= firstFlag; i--) {
      byte flag = line[tokens.start(i)];
      if (flag == 'T' || flag == 'N') {
        hasTime |= flag == 'T';
        capped = capToken(capped, tokens, i, 1, now);
      }
    }
    return sets && !hasTime ? insertTime(capped, now) : capped;
  }

  /** A meta set without a time would live for ever. */
  private byte[] insertTime(byte[] line, long now) {
    int end = line.length - 1;
    if (line[end - 1] == '\r') {
      end--;
    }
    return splice(line, end, end, " T" + newTime(now));
  }

  /** Caps the number in a token, behind its first {@code skipped} bytes. */
  private byte[] capToken(byte[] line, Tokens tokens, int token, int skipped, long now) {
    int from = tokens.start(token) + skipped;
    int to = tokens.end(token);
    boolean negative = from < to && line[from] == '-';
    long time = Numbers.unsigned(line, from, to, Integer.MAX_VALUE);
    if (negative || time == Numbers.NONE) {
      return line;
    }
    boolean longer =
        time == 0 || (time <= MAX_RELATIVE_SECONDS ? time > capSeconds : time - now > capSeconds);
    return longer ? splice(line, from, to, newTime(now)) : line;
  }

  private String newTime(long now) {
    return Long.toString(capSeconds <= MAX_RELATIVE_SECONDS ? capSeconds : now + capSeconds);
  }

  private static byte[] splice(byte[] line, int from, int to, String text) {
    byte[] middle = text.getBytes(StandardCharsets.US_ASCII);
    byte[] spliced = Arrays.copyOf(line, from + middle.length + line.length - to);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(line, to, spliced, from + middle.length, line.length - to);
    return spliced;
  }

  private static int lineBytes(Frame frame) {
    int at = 0;
    while (frame.byteAt(at) != '\n') {
      at++;
    }
    return at + 1;
  }

  /** The new line, and the old frame's data: by reference if the frame is a long one. */
  private static Frame withLine(byte[] line, Frame old, int oldLineBytes) {
    int data = old.length() - oldLineBytes;
    if (old.isArray()) {
      byte[] bytes = Arrays.copyOf(line, line.length + data);
      old.copyTo(oldLineBytes, data, bytes, line.length);
      return new Frame().of(bytes);
    }
    return new Frame()
        .of(Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(line), dataOf(old, oldLineBytes)));
  }

  private static ByteBuf dataOf(Frame frame, int from) {
    return new Frame().of(frame, from).keep().handOver();
  }
}
