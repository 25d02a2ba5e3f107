package dev.ringway.memcache.text;

import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.protocol.Limits;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frames what memcached clients send: a command line, and the data block that some commands bring.
 *
 * <p>What memcached 1.6.18 does with bad input is done here too: a line that is refused takes no
 * data block with it, unless memcached swallows one, and then the block comes as frames that only
 * say so ({@link #isSwallowed}), however long it is. A client that begins in the binary protocol is
 * framed in it, header by header, to be refused ({@link #binary}).
 */
public final class MemcacheRequestScanner implements FrameScanner {
  /**
   * The longest line but for the commands that read many keys, in bytes: memcached closes a
   * connection that brings more of a line without its end.
   */
  public static final int MAX_LINE_BYTES = 2048;

  /** The longest data block that is taken of who has not logged in, in bytes; as in memcached. */
  public static final int MAX_LOGIN_BYTES = 16 * 1024;

  /** The longest line of keys, in bytes. */
  static final int MAX_KEYS_LINE_BYTES = 16 << 20;

  private static final byte[][] MANY_KEYS = {
    {'g', 'e', 't', ' '}, {'g', 'e', 't', 's', ' '}, {'g', 'a', 't', ' '}, {'g', 'a', 't', 's', ' '}
  };

  private final LineReader reader = new LineReader();
  private final CommandLine line;
  private final long maxDataBytes;
  private final int maxKeysLineBytes;
  private @Nullable BinaryRefusal binary;
  private boolean stranger;
  private boolean first = true;
  private boolean inData;
  private long missing;
  private long toSwallow;
  private boolean swallowed;
  private boolean tooLarge;
  private String error = "";

  public MemcacheRequestScanner(Limits limits) {
    line = new CommandLine(limits.maxKeyBytes());
    maxDataBytes = Math.min(limits.maxBulkBytes(), limits.maxFrameBytes() - MAX_LINE_BYTES);
    maxKeysLineBytes = (int) Math.min(limits.maxFrameBytes(), MAX_KEYS_LINE_BYTES);
  }

  /** From now on the client is one who has still to log in, or no longer is. */
  public void stranger(boolean unauthenticated) {
    stranger = unauthenticated;
  }

  /** The line of the frame that was completed, unless it {@link #isSwallowed}. */
  public CommandLine line() {
    return line;
  }

  /** Whether the frame is only part of a data block that nobody wants. */
  public boolean isSwallowed() {
    return swallowed;
  }

  /** Whether the data block that follows is longer than the limit, and so will be swallowed. */
  public boolean isTooLarge() {
    return tooLarge;
  }

  /** What refuses the request, if the client speaks the binary protocol; else null. */
  public @Nullable BinaryRefusal binary() {
    return binary;
  }

  @Override
  public int scan(byte[] bytes, int from, int to) {
    if (inData) {
      return data(from, to);
    }
    if (toSwallow > 0) {
      int count = (int) Math.min(toSwallow, to - from);
      toSwallow -= count;
      swallowed = true;
      return from + count;
    }
    if (first && from < to) {
      first = false;
      if (bytes[from] == BinaryRefusal.REQUEST) {
        binary = new BinaryRefusal();
      }
    }
    if (binary != null) {
      return header(binary, bytes, from, to);
    }
    int end = reader.read(bytes, from, to);
    if (end < 0) {
      return isTooLong(reader.pieces(), 0, reader.held()) ? malformed("line too long") : MORE;
    }
    if (isTooLong(reader.line(), reader.start(), reader.end())) {
      return malformed("line too long");
    }
    return endOfLine(end, to);
  }

  private int header(BinaryRefusal refusal, byte[] bytes, int from, int to) {
    int end = refusal.read(bytes, from, to);
    if (end == MALFORMED) {
      return malformed("these bytes are not a request of the binary protocol");
    }
    if (end != MORE) {
      toSwallow = refusal.bodyBytes();
    }
    return end;
  }

  private int endOfLine(int end, int to) {
    line.read(reader.line(), reader.start(), reader.end());
    long length = line.dataBytes();
    if (length < 0 || (stranger && length > MAX_LOGIN_BYTES)) {
      return end;
    }
    tooLarge = length > maxDataBytes;
    if (tooLarge || line.refusal() != null) {
      toSwallow = length + 2;
      return end;
    }
    missing = length + 2;
    inData = true;
    return data(end, to);
  }

  private int data(int from, int to) {
    if (to - from >= missing) {
      int end = from + (int) missing;
      missing = 0;
      return end;
    }
    missing -= to - from;
    return MORE;
  }

  private boolean isTooLong(byte[] bytes, int from, int to) {
    int length = to - from;
    return length > MAX_LINE_BYTES
        && (stranger || length > maxKeysLineBytes || !beginsManyKeys(bytes, from));
  }

  /** Asked of long lines only. */
  private static boolean beginsManyKeys(byte[] bytes, int from) {
    int start = from;
    while (start < from + 100 && bytes[start] == ' ') {
      start++;
    }
    for (byte[] name : MANY_KEYS) {
      if (Arrays.equals(bytes, start, start + name.length, name, 0, name.length)) {
        return true;
      }
    }
    return false;
  }

  private int malformed(String sentence) {
    error = sentence;
    return MALFORMED;
  }

  /** All of the data block but its line end, which {@link #scan} must see to end the frame. */
  @Override
  public long skippable() {
    return inData ? Math.max(0, missing - 2) : 0;
  }

  @Override
  public void skip(long count) {
    missing -= count;
  }

  @Override
  public void reset() {
    reader.reset();
    inData = false;
    swallowed = false;
    tooLarge = false;
  }

  @Override
  public String error() {
    return error;
  }
}
