package dev.ringway.redis.resp;

import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplyScanner;

/**
 * Frames what Redis servers answer, in RESP2 and RESP3, streamed strings and aggregates included,
 * and tells what each reply means.
 *
 * <p>Lengths and counts from the wire are only ever numbers here: memory is the stack of open
 * aggregates, at most {@code maxNesting} of them.
 */
public final class RespReplyScanner implements ReplyScanner {
  private static final int TYPE = 0;
  private static final int LINE = 1;
  private static final int LINE_LF = 2;
  private static final int ERROR_WORD = 3;
  private static final int NUMBER = 4;
  private static final int NUMBER_LF = 5;
  private static final int BODY = 6;
  private static final int BODY_CR = 7;
  private static final int BODY_LF = 8;
  private static final int DONE = 9;
  private static final int BROKEN = 10;

  /** The longest line: an error, a status, a number. */
  private static final int MAX_LINE_BYTES = 1 << 20;

  private final int maxNesting;
  private final OpenAggregates open;

  private int state = TYPE;
  private byte type;
  private long number;
  private int digits;
  private boolean negative;
  private boolean streamed;
  private long bodyBytes;
  private int lineBytes;

  private Reply.Kind kind = Reply.Kind.HIT;
  private boolean isPush;
  private final ErrorWord word = new ErrorWord();
  private String error = "";

  /**
   * @param maxNesting how deep aggregates may lie in each other
   */
  public RespReplyScanner(int maxNesting) {
    this.maxNesting = maxNesting;
    open = new OpenAggregates(maxNesting);
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      at =
          switch (state) {
            case TYPE -> values(bytes, at, to);
            case LINE -> line(bytes, at, to);
            case ERROR_WORD -> errorWord(bytes, at, to);
            case LINE_LF -> endOfLine(bytes, at);
            case NUMBER -> number(bytes, at, to);
            case NUMBER_LF -> endOfNumber(bytes, at);
            case BODY -> body(at, to);
            case BODY_CR, BODY_LF -> endOfBody(bytes, at);
            default -> throw new IllegalStateException("reset first");
          };
      if (state >= DONE) {
        return state == DONE ? at : MALFORMED;
      }
    }
    return MORE;
  }

  /** Takes whole bulk strings as long as they lie in the array; the rest is left to the states. */
  private int values(byte[] bytes, int at, int to) {
    while (at + 4 < to && bytes[at] == '$' && !open.isInChunks()) {
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
      if (bytes[p] != '\r' || bytes[p + 1] != '\n') {
        break;
      }
      int end = p + 2 + length;
      if (end + 2 > to) {
        type = '$';
        bodyBytes = length;
        state = length > 0 ? BODY : BODY_CR;
        return p + 2;
      }
      if (bytes[end] != '\r' || bytes[end + 1] != '\n') {
        return broken("a bulk is longer than its length says");
      }
      at = end + 2;
      endValue();
      if (state == DONE || at == to) {
        return at;
      }
    }
    return begin(bytes[at], at + 1);
  }

  /** Looks at a value's first byte. */
  private int begin(byte b, int next) {
    type = b;
    boolean top = open.isEmpty();
    if (open.isInChunks() != (b == ';')) {
      return unexpected(b);
    }
    switch (b) {
      case '+', ':', ',', '(', '#' -> beginLine();
      case '_' -> {
        beginLine();
        if (top) {
          kind = Reply.Kind.MISS;
        }
      }
      case '-' -> {
        beginLine();
        if (top) {
          kind = Reply.Kind.CLIENT_ERROR;
          word.clear();
          state = ERROR_WORD;
        }
      }
      case '$', '*', '=', '%', '~', '|', ';' -> beginNumber();
      case '!' -> {
        beginNumber();
        if (top) {
          kind = Reply.Kind.CLIENT_ERROR;
        }
      }
      case '>' -> {
        if (!top) {
          return unexpected(b);
        }
        isPush = true;
        beginNumber();
      }
      case '.' -> {
        if (!open.isInStream()) {
          return unexpected(b);
        }
        beginLine();
      }
      default -> {
        return unexpected(b);
      }
    }
    return next;
  }

  private void beginLine() {
    lineBytes = 0;
    state = LINE;
  }

  private void beginNumber() {
    number = 0;
    digits = 0;
    negative = false;
    streamed = false;
    state = NUMBER;
  }

  private int errorWord(byte[] bytes, int at, int to) {
    while (at < to) {
      byte b = bytes[at];
      if (b == ' ' || b == '\r') {
        if (word.isServerFault()) {
          kind = Reply.Kind.SERVER_ERROR;
        }
        state = LINE;
        return at;
      }
      word.add(b);
      at++;
      if (++lineBytes > MAX_LINE_BYTES) {
        return broken("a line is too long");
      }
    }
    return at;
  }

  private int line(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\r') {
      at++;
    }
    lineBytes += at - from;
    if (lineBytes > MAX_LINE_BYTES) {
      return broken("a line is too long");
    }
    if (at < to) {
      state = LINE_LF;
      return at + 1;
    }
    return at;
  }

  private int endOfLine(byte[] bytes, int at) {
    if (bytes[at] != '\n') {
      return broken("a line does not end in CR LF");
    }
    if (type == '.') {
      endStream();
    } else {
      endValue();
    }
    return at + 1;
  }

  private int number(byte[] bytes, int at, int to) {
    while (at < to) {
      byte b = bytes[at++];
      if (b >= '0' && b <= '9' && digits < 18 && !streamed) {
        number = 10 * number + (b - '0');
        digits++;
      } else if (b == '-' && digits == 0 && !negative && !streamed) {
        negative = true;
      } else if (b == '?' && digits == 0 && !negative && !streamed && type != ';') {
        streamed = true;
      } else if (b == '\r' && (digits > 0 || streamed)) {
        state = NUMBER_LF;
        return at;
      } else {
        return broken("invalid length after '" + (char) type + "'");
      }
    }
    return at;
  }

  private int endOfNumber(byte[] bytes, int at) {
    if (bytes[at] != '\n') {
      return broken("a line does not end in CR LF");
    }
    int next = at + 1;
    if (negative) {
      return endNull(next);
    }
    switch (type) {
      case '$' -> {
        if (streamed) {
          return open(OpenAggregates.CHUNKS, false, next);
        }
        beginBody();
      }
      case '=', '!' -> {
        if (streamed) {
          return broken("only strings and aggregates can be streamed");
        }
        beginBody();
      }
      case ';' -> {
        if (number == 0) {
          endStream();
        } else {
          beginBody();
        }
      }
      case '|' -> {
        if (streamed) {
          return broken("only strings and aggregates can be streamed");
        }
        return open(2 * number, true, next);
      }
      case '%' -> {
        return open(streamed ? OpenAggregates.STREAMED : 2 * number, false, next);
      }
      default -> {
        return open(streamed ? OpenAggregates.STREAMED : number, false, next);
      }
    }
    return next;
  }

  /** A length of -1: RESP2's null. */
  private int endNull(int next) {
    if (number != 1 || (type != '$' && type != '*')) {
      return broken("invalid length after '" + (char) type + "'");
    }
    if (open.isEmpty()) {
      kind = Reply.Kind.MISS;
    }
    endValue();
    return next;
  }

  private void beginBody() {
    bodyBytes = number;
    state = number > 0 ? BODY : BODY_CR;
  }

  /** Opens an aggregate of {@code values}, or ends it at once if there are none. */
  private int open(long values, boolean isAttribute, int next) {
    if (values == 0) {
      if (isAttribute) {
        state = TYPE;
      } else {
        endValue();
      }
      return next;
    }
    if (open.isFull()) {
      return broken("aggregates nested deeper than " + maxNesting);
    }
    open.open(values, isAttribute);
    state = TYPE;
    return next;
  }

  private int body(int at, int to) {
    int taken = (int) Math.min(bodyBytes, to - at);
    bodyBytes -= taken;
    if (bodyBytes == 0) {
      state = BODY_CR;
    }
    return at + taken;
  }

  private int endOfBody(byte[] bytes, int at) {
    if (bytes[at] != (state == BODY_CR ? '\r' : '\n')) {
      return broken("a bulk is longer than its length says");
    }
    if (state == BODY_CR) {
      state = BODY_LF;
    } else if (type == ';') {
      state = TYPE;
    } else {
      endValue();
    }
    return at + 1;
  }

  private void endValue() {
    state = open.endValue() ? DONE : TYPE;
  }

  /** Ends a streamed string or aggregate. */
  private void endStream() {
    state = open.endStream() ? DONE : TYPE;
  }

  private int unexpected(byte b) {
    String shown =
        b > ' ' && b < 127 ? "'" + (char) b + "'" : "byte 0x" + Integer.toHexString(b & 0xff);
    return broken("unexpected " + shown + " where a reply should begin");
  }

  private int broken(String sentence) {
    error = sentence;
    state = BROKEN;
    return 0;
  }

  @Override
  public Reply.Kind kind() {
    return kind;
  }

  @Override
  public boolean isPush() {
    return isPush;
  }

  @Override
  public long skippable() {
    return state == BODY ? bodyBytes : 0;
  }

  @Override
  public void skip(long count) {
    bodyBytes -= count;
    if (bodyBytes == 0) {
      state = BODY_CR;
    }
  }

  @Override
  public void reset() {
    state = TYPE;
    open.clear();
    kind = Reply.Kind.HIT;
    isPush = false;
  }

  @Override
  public String error() {
    return error;
  }
}
