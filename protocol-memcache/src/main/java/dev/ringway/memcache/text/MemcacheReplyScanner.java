package dev.ringway.memcache.text;

import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplyScanner;

/**
 * Frames what memcached answers: one line, lines with values up to END, statistics up to END, or
 * one meta value.
 *
 * <table>
 * <caption>What a reply means</caption>
 * <tr><td>{@code VALUE … END}, {@code VA}, {@code HD}, {@code ME}, {@code STORED}, {@code DELETED},
 * {@code TOUCHED}, {@code OK}, {@code MN}, a number, {@code STAT … END}, {@code VERSION}, {@code
 * RESET}<td>HIT
 * <tr><td>{@code END} alone, {@code EN}, {@code NF}, {@code NS}, {@code EX}, {@code NOT_FOUND},
 * {@code NOT_STORED}, {@code EXISTS}<td>MISS
 * <tr><td>{@code ERROR}, {@code CLIENT_ERROR …}, {@code SERVER_ERROR object too large for cache}
 * <td>CLIENT_ERROR
 * <tr><td>{@code SERVER_ERROR …}<td>UNABLE
 * <tr><td>{@code ERROR Too many open connections}<td>SERVER_ERROR
 * </table>
 *
 * <p>What memcached says with SERVER_ERROR is that it had no memory for this one item or answer,
 * and what another proxy says with it concerns one of the servers behind: neither is a reason to
 * take the server for broken.
 *
 * <p>Any other line is no reply: what sent it does not speak the protocol, or is out of step.
 *
 * <p>A reply of several values that ends with an error line is an error as a whole.
 */
public final class MemcacheReplyScanner implements ReplyScanner {
  /** The longest line that a server may answer, in bytes. */
  static final int MAX_LINE_BYTES = 16 * 1024;

  private static final long MAX_DATA_BYTES = Integer.MAX_VALUE;
  private static final byte[] TOO_MANY = ReplyLine.ascii("ERROR Too many open connections");
  private static final byte[] TOO_LARGE = ReplyLine.ascii("SERVER_ERROR object too large");

  /** What the next line may be. */
  private enum Expected {
    ANY,
    VALUE_OR_END,
    STAT_OR_END,
    NOTHING
  }

  private final LineReader reader = new LineReader();
  private Expected expected = Expected.ANY;
  private boolean inData;
  private long missing;
  private boolean expectNewline;
  private Kind kind = Kind.HIT;
  private String error = "";

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (inData) {
        at = data(bytes, at, to);
      } else {
        int end = reader.read(bytes, at, to);
        if (end < 0) {
          return reader.held() > MAX_LINE_BYTES ? malformed("a line without end") : MORE;
        }
        if (reader.end() - reader.start() > MAX_LINE_BYTES) {
          return malformed("a line without end");
        }
        if (!classify(reader.line(), reader.start(), reader.end())) {
          return malformed("a line that is no reply");
        }
        reader.reset();
        at = end;
      }
      if (at < 0) {
        return at;
      }
      if (!inData && expected == Expected.NOTHING) {
        return at;
      }
    }
    return MORE;
  }

  /** Takes in a data block and its line end. */
  private int data(byte[] bytes, int from, int to) {
    int at = from;
    if (missing > 0) {
      int count = (int) Math.min(missing, to - from);
      missing -= count;
      at += count;
    }
    if (at < to && !expectNewline) {
      if (bytes[at] != '\r') {
        return malformed("a value longer than it says");
      }
      expectNewline = true;
      at++;
    }
    if (at < to) {
      if (bytes[at] != '\n') {
        return malformed("a value longer than it says");
      }
      expectNewline = false;
      inData = false;
      at++;
    }
    return at;
  }

  private boolean classify(byte[] line, int from, int newline) {
    int end = newline > from && line[newline - 1] == '\r' ? newline - 1 : newline;
    if (from == end) {
      return false;
    }
    return switch (expected) {
      case ANY -> classifyFirst(line, from, end);
      case VALUE_OR_END ->
          ReplyLine.startsWith(line, from, end, ReplyLine.VALUE)
              ? beginData(line, from, end, 3)
              : classifyLast(line, from, end);
      case STAT_OR_END ->
          ReplyLine.startsWith(line, from, end, ReplyLine.STAT)
              || ReplyLine.startsWith(line, from, end, ReplyLine.ITEM)
              || classifyLast(line, from, end);
      case NOTHING -> false;
    };
  }

  private boolean classifyFirst(byte[] line, int from, int end) {
    kind = Kind.HIT;
    expected = Expected.NOTHING;
    switch (line[from]) {
      case 'V' -> {
        if (ReplyLine.startsWith(line, from, end, ReplyLine.VALUE)) {
          expected = Expected.VALUE_OR_END;
          return beginData(line, from, end, 3);
        }
        if (ReplyLine.startsWith(line, from, end, ReplyLine.VA)) {
          return beginData(line, from, end, 1);
        }
      }
      case 'S', 'I' -> {
        if (ReplyLine.startsWith(line, from, end, ReplyLine.STAT)
            || ReplyLine.startsWith(line, from, end, ReplyLine.ITEM)) {
          expected = Expected.STAT_OR_END;
          return true;
        }
        if (ReplyLine.startsWith(line, from, end, ReplyLine.SERVER_ERROR)) {
          kind = errorKind(line, from, end);
          return true;
        }
      }
      case 'C', 'E', 'N' -> {
        kind = refusalKind(line, from, end);
        return kind != Kind.HIT;
      }
      default -> {}
    }
    return ReplyLine.isHit(line, from, end);
  }

  /** What a line that begins with C, E or N means; HIT if nothing. */
  private static Kind refusalKind(byte[] line, int from, int end) {
    if (ReplyLine.startsWith(line, from, end, ReplyLine.CLIENT_ERROR)
        || ReplyLine.startsWith(line, from, end, ReplyLine.ERROR)) {
      return errorKind(line, from, end);
    }
    return ReplyLine.isMiss(line, from, end) ? Kind.MISS : Kind.HIT;
  }

  private boolean classifyLast(byte[] line, int from, int end) {
    expected = Expected.NOTHING;
    if (ReplyLine.isEnd(line, from, end)) {
      return true;
    }
    kind = errorKind(line, from, end);
    return ReplyLine.startsWith(line, from, end, ReplyLine.SERVER_ERROR)
        || ReplyLine.startsWith(line, from, end, ReplyLine.CLIENT_ERROR)
        || ReplyLine.startsWith(line, from, end, ReplyLine.ERROR);
  }

  private static Kind errorKind(byte[] line, int from, int end) {
    if (line[from] == 'S') {
      return ReplyLine.startsWith(line, from, end, TOO_LARGE) ? Kind.CLIENT_ERROR : Kind.UNABLE;
    }
    return ReplyLine.startsWith(line, from, end, TOO_MANY) ? Kind.SERVER_ERROR : Kind.CLIENT_ERROR;
  }

  private boolean beginData(byte[] line, int from, int end, int token) {
    long length = ReplyLine.numberAt(line, from, end, token, MAX_DATA_BYTES);
    if (length == Numbers.NONE) {
      return false;
    }
    missing = length;
    inData = true;
    return true;
  }

  private int malformed(String sentence) {
    error = sentence;
    return MALFORMED;
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public long skippable() {
    return inData ? missing : 0;
  }

  @Override
  public void skip(long count) {
    missing -= count;
  }

  @Override
  public void reset() {
    reader.reset();
    expected = Expected.ANY;
    inData = false;
    expectNewline = false;
    missing = 0;
    kind = Kind.HIT;
  }

  @Override
  public String error() {
    return error;
  }
}
