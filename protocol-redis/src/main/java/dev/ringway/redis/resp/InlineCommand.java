package dev.ringway.redis.resp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request typed as a line of text, {@code set "a key" 1}, and the array of bulks it stands for.
 *
 * <p>Quoting is that of Redis: in double quotes {@code \n \r \t \b \a \xHH} and any other escaped
 * byte, in single quotes only {@code \'}; a closing quote ends its argument.
 */
final class InlineCommand {
  /** The longest line that Redis takes. */
  static final int MAX_BYTES = 64 * 1024;

  private static final byte[] NOTHING = new byte[0];

  private byte[] line = NOTHING;
  private int length;
  private byte[] frame = NOTHING;
  private final List<byte[]> arguments = new ArrayList<>();
  private int[] starts = {};
  private byte[] text = NOTHING;

  /**
   * Takes bytes up to the end of the line; answers the index behind it, or -1 if more is needed.
   */
  int append(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    int count = Math.min(at - from, MAX_BYTES + 1 - length);
    if (line.length < length + count) {
      line = Arrays.copyOf(line, Math.max(128, Integer.highestOneBit(length + count) << 1));
    }
    System.arraycopy(bytes, from, line, length, count);
    length += count;
    return at < to && !isTooLong() ? at + 1 : -1;
  }

  boolean isTooLong() {
    return length > MAX_BYTES;
  }

  /** Reads the line's arguments; false if its quotes are not closed. */
  boolean decode() {
    text = new byte[length];
    int end = 0;
    while (end < length && line[end] != 0) {
      end++;
    }
    if (end == length && end > 0 && line[end - 1] == '\r') {
      end--;
    }
    int at = 0;
    while (true) {
      while (at < end && isSpace(line[at])) {
        at++;
      }
      if (at == end) {
        break;
      }
      at = argument(at, end);
      if (at < 0) {
        return false;
      }
    }
    encode();
    return true;
  }

  /** Reads one argument from {@code at}; answers the index behind it, or -1. */
  private int argument(int from, int end) {
    int at = from;
    int size = 0;
    while (at < end && !isSpace(line[at])) {
      byte b = line[at];
      if (b != '"' && b != '\'') {
        text[size++] = b;
        at++;
        continue;
      }
      at++;
      while (at < end && line[at] != b) {
        if (b == '"' && isHexEscape(at, end)) {
          text[size++] =
              (byte) (Character.digit(line[at + 2], 16) << 4 | Character.digit(line[at + 3], 16));
          at += 4;
        } else if (b == '"' && line[at] == '\\' && at + 1 < end) {
          text[size++] = unescape(line[at + 1]);
          at += 2;
        } else if (b == '\'' && line[at] == '\\' && at + 1 < end && line[at + 1] == '\'') {
          text[size++] = '\'';
          at += 2;
        } else {
          text[size++] = line[at++];
        }
      }
      at++;
      if (at > end || (at < end && !isSpace(line[at]))) {
        return -1;
      }
    }
    arguments.add(Arrays.copyOf(text, size));
    return at;
  }

  private boolean isHexEscape(int at, int end) {
    return at + 3 < end
        && line[at] == '\\'
        && line[at + 1] == 'x'
        && Character.digit(line[at + 2], 16) >= 0
        && Character.digit(line[at + 3], 16) >= 0;
  }

  private static byte unescape(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  private void encode() {
    RespWriter out = new RespWriter(length + 16 * arguments.size() + 16);
    starts = new int[arguments.size()];
    out.array(arguments.size());
    for (int i = 0; i < starts.length; i++) {
      byte[] argument = arguments.get(i);
      out.bulk(argument);
      starts[i] = out.length() - argument.length - 2;
    }
    frame = out.toBytes();
  }

  int argumentCount() {
    return starts.length;
  }

  int argumentStart(int index) {
    return starts[index];
  }

  int argumentLength(int index) {
    return arguments.get(index).length;
  }

  byte[] frame() {
    return frame;
  }

  void clear() {
    line = NOTHING;
    length = 0;
    frame = NOTHING;
    text = NOTHING;
    arguments.clear();
    starts = new int[0];
  }
}
