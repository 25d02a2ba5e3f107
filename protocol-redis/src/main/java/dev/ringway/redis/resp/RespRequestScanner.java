package dev.ringway.redis.resp;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import java.util.Arrays;

/**
 * Frames what Redis clients send: arrays of bulk strings, and inline commands.
 *
 * <p>It accepts and refuses what Redis does, in Redis's words, and is stricter in one thing: every
 * line and every bulk must end in CR LF, since a server that took it otherwise would see other
 * frames than this proxy. A request without arguments ({@code *0}, {@code *-1}, an empty line) is a
 * frame with {@link #argumentCount} 0, to be ignored as Redis ignores it.
 *
 * <p>Memory follows the bytes received: eight bytes for each argument that has arrived. How long a
 * whole request may be is not looked at here: positions in one beyond 2 GiB are void.
 */
public final class RespRequestScanner implements FrameScanner {
  private static final int START = 0;
  private static final int COUNT = 1;
  private static final int COUNT_LF = 2;
  private static final int ELEMENT = 3;
  private static final int LENGTH = 4;
  private static final int LENGTH_LF = 5;
  private static final int BODY = 6;
  private static final int BODY_CR = 7;
  private static final int BODY_LF = 8;
  private static final int INLINE = 9;
  private static final int DONE = 10;
  private static final int BROKEN = 11;

  private static final int FEW_ARGUMENTS = 16;
  private static final int MANY_ARGUMENTS = 4096;

  /** What Redis allows to a client that has not yet authenticated. */
  private static final int STRANGER_ELEMENTS = 10;

  private static final int STRANGER_BULK_BYTES = 16 * 1024;

  private final int maxBulkBytes;
  private final int maxElements;
  private boolean stranger;

  private int state = START;

  /** How many bytes of the frame were taken in before this scan. */
  private int position;

  /** The index of the frame's first byte in the array being scanned; negative if it came before. */
  private int origin;

  private int missingElements;
  private long number;
  private int digits;
  private boolean negative;
  private int bodyBytes;
  private int[] spans = new int[2 * FEW_ARGUMENTS];
  private int count;
  private final InlineCommand inline = new InlineCommand();
  private boolean isInline;
  private String error = "";

  public RespRequestScanner(Limits limits) {
    maxBulkBytes = (int) Math.min(limits.maxBulkBytes(), Integer.MAX_VALUE);
    maxElements = limits.maxElements();
  }

  /** Sets whether the client must still authenticate, and so may only send short requests. */
  public void stranger(boolean unauthenticated) {
    stranger = unauthenticated;
  }

  /** How many arguments the request has, the command's name included. */
  public int argumentCount() {
    return count;
  }

  /**
   * How many arguments the request will have, asked while the body of one is still coming; that one
   * is the last of {@link #argumentCount}.
   */
  public int announcedCount() {
    return count + missingElements - 1;
  }

  /** Where argument {@code index} begins, relative to the frame. */
  public int argumentStart(int index) {
    return spans[2 * index];
  }

  /** Length of argument {@code index} in bytes. */
  public int argumentLength(int index) {
    return spans[2 * index + 1];
  }

  /** Where the arguments begin and how long they are, in turns; valid until the next frame. */
  public int[] spans() {
    return spans;
  }

  /** Whether the request came as a line of text: its arguments then lie in {@link #inlineFrame}. */
  public boolean isInline() {
    return isInline;
  }

  /** An inline request as the array of bulks that it stands for. */
  public byte[] inlineFrame() {
    return inline.frame();
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    origin = from - position;
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case START -> start(bytes, at, to);
            case COUNT, LENGTH -> number(bytes, at, to);
            case COUNT_LF -> endOfCount(bytes, at);
            case ELEMENT -> elements(bytes, at, to);
            case LENGTH_LF -> endOfLength(bytes, at);
            case BODY -> body(at, to);
            case BODY_CR, BODY_LF -> endOfBody(bytes, at);
            case INLINE -> inline(bytes, at, to);
            default -> throw new IllegalStateException("reset first");
          };
      if (state >= DONE) {
        return state == DONE ? at : MALFORMED;
      }
    }
    position = to - origin;
    return MORE;
  }

  private int start(byte[] bytes, int at, int to) {
    if (bytes[at] != '*') {
      isInline = true;
      state = INLINE;
      return at;
    }
    if (at + 3 < to && bytes[at + 2] == '\r' && bytes[at + 3] == '\n') {
      int few = bytes[at + 1] - '0';
      if (few > 0 && few <= 9) {
        missingElements = few;
        state = ELEMENT;
        return at + 4;
      }
    }
    beginNumber(COUNT);
    return at + 1;
  }

  /** Takes whole arguments as long as they lie in the array, and leaves the rest to the states. */
  private int elements(byte[] bytes, int at, int to) {
    int longest = stranger ? 0 : maxBulkBytes;
    while (at + 3 < to && bytes[at] == '$') {
      int length = bytes[at + 1] - '0';
      int p = at + 2;
      if (length < 0 || length > 9) {
        break;
      }
      int digit = bytes[p] - '0';
      while (digit >= 0 && digit <= 9 && p + 2 < to && length != 0 && length < 10_000_000) {
        length = 10 * length + digit;
        digit = bytes[++p] - '0';
      }
      int body = p + 2;
      if (bytes[p] != '\r' || p + 1 >= to || bytes[p + 1] != '\n' || length > longest) {
        break;
      }
      addArgument(body - origin, length);
      int end = body + length;
      if (end + 2 > to) {
        bodyBytes = length;
        state = length > 0 ? BODY : BODY_CR;
        return body;
      }
      if (bytes[end] != '\r' || bytes[end + 1] != '\n') {
        return broken("invalid bulk length");
      }
      at = end + 2;
      if (--missingElements == 0) {
        state = DONE;
        return at;
      }
    }
    if (at == to) {
      return at;
    }
    if (bytes[at] != '$') {
      return broken("expected '$', got '" + printable(bytes[at]) + "'");
    }
    beginNumber(LENGTH);
    return at + 1;
  }

  private void beginNumber(int next) {
    number = 0;
    digits = 0;
    negative = false;
    state = next;
  }

  /** Reads a length or a count as Redis does: no plus, no leading zero. */
  private int number(byte[] bytes, int at, int to) {
    while (at < to) {
      byte b = bytes[at++];
      if (b >= '0' && b <= '9' && (digits == 0 || number != 0) && digits < 18) {
        number = 10 * number + (b - '0');
        digits++;
      } else if (b == '-' && digits == 0 && !negative) {
        negative = true;
      } else if (b == '\r' && digits > 0 && !(negative && number == 0)) {
        state = state == COUNT ? COUNT_LF : LENGTH_LF;
        return at;
      } else {
        return broken(state == COUNT ? "invalid multibulk length" : "invalid bulk length");
      }
    }
    return at;
  }

  private int endOfCount(byte[] bytes, int at) {
    if (bytes[at] != '\n' || (!negative && number > maxElements)) {
      return broken("invalid multibulk length");
    }
    if (stranger && !negative && number > STRANGER_ELEMENTS) {
      return broken("unauthenticated multibulk length");
    }
    if (negative || number == 0) {
      state = DONE;
    } else {
      missingElements = (int) number;
      state = ELEMENT;
    }
    return at + 1;
  }

  private int endOfLength(byte[] bytes, int at) {
    if (bytes[at] != '\n' || negative || number > maxBulkBytes) {
      return broken("invalid bulk length");
    }
    if (stranger && number > STRANGER_BULK_BYTES) {
      return broken("unauthenticated bulk length");
    }
    bodyBytes = (int) number;
    addArgument(at + 1 - origin, bodyBytes);
    state = bodyBytes > 0 ? BODY : BODY_CR;
    return at + 1;
  }

  private int body(int at, int to) {
    int taken = Math.min(bodyBytes, to - at);
    bodyBytes -= taken;
    if (bodyBytes == 0) {
      state = BODY_CR;
    }
    return at + taken;
  }

  private int endOfBody(byte[] bytes, int at) {
    if (bytes[at] != (state == BODY_CR ? '\r' : '\n')) {
      return broken("invalid bulk length");
    }
    if (state == BODY_CR) {
      state = BODY_LF;
    } else {
      state = --missingElements == 0 ? DONE : ELEMENT;
    }
    return at + 1;
  }

  private int inline(byte[] bytes, int at, int to) {
    int end = inline.append(bytes, at, to);
    if (end < 0) {
      return inline.isTooLong() ? broken("too big inline request") : to;
    }
    if (!inline.decode()) {
      return broken("unbalanced quotes in request");
    }
    for (int i = 0; i < inline.argumentCount(); i++) {
      addArgument(inline.argumentStart(i), inline.argumentLength(i));
    }
    state = DONE;
    return end;
  }

  private void addArgument(int start, int length) {
    int at = 2 * count++;
    int[] room = spans;
    if (at == room.length) {
      room = Arrays.copyOf(room, 2 * at);
      spans = room;
    }
    room[at] = start;
    room[at + 1] = length;
  }

  private int broken(String sentence) {
    error = "Protocol error: " + sentence;
    state = BROKEN;
    return 0;
  }

  private static char printable(byte b) {
    return b >= ' ' && b < 127 ? (char) b : '?';
  }

  @Override
  public long skippable() {
    return state == BODY ? bodyBytes : 0;
  }

  @Override
  public void skip(long passed) {
    bodyBytes -= (int) passed;
    position += (int) passed;
    if (bodyBytes == 0) {
      state = BODY_CR;
    }
  }

  @Override
  public void reset() {
    state = START;
    position = 0;
    count = 0;
    if (isInline) {
      isInline = false;
      inline.clear();
    }
    if (spans.length > 2 * MANY_ARGUMENTS) {
      spans = new int[2 * FEW_ARGUMENTS];
    }
  }

  @Override
  public String error() {
    return error;
  }
}
