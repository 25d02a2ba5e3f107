package dev.ringway.redis.resp;

import dev.ringway.core.message.Frame;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The arguments of one request: a view on a frame, either over spans that a scanner found or over
 * spans read again from the frame itself. Argument 0 is the command's name.
 */
public final class Arguments {
  /** A long frame with arguments this short on average is copied before it is read. */
  private static final int SHORT_ARGUMENT_BYTES = 1024;

  private static final byte[] NOTHING = new byte[0];

  private final Frame frame = new Frame();
  private int[] spans = new int[64];
  private int[] own = spans;
  private int count;

  /** Points to a frame whose spans are known; borrows both. */
  public Arguments of(Frame request, int[] startsAndLengths, int arguments) {
    frame.of(request);
    spans = startsAndLengths;
    count = arguments;
    return this;
  }

  /** Reads the spans of a frame that was scanned before and is whole; borrows it. */
  public Arguments read(Frame request) {
    frame.of(request);
    spans = own;
    int at = 1;
    int elements = 0;
    byte b = request.byteAt(at++);
    while (b != '\r') {
      elements = 10 * elements + (b - '0');
      b = request.byteAt(at++);
    }
    at++;
    count = elements;
    if (own.length < 2 * elements) {
      own = new int[2 * elements];
      spans = own;
    }
    if (!request.isArray() && request.length() / elements < SHORT_ARGUMENT_BYTES) {
      frame.of(request.toBytes());
    }
    if (frame.isArray()) {
      readArray(frame.array(), frame.arrayOffset(), at);
    } else {
      readBuffer(at);
    }
    return this;
  }

  private void readArray(byte[] bytes, int origin, int from) {
    int[] found = spans;
    int at = origin + from;
    for (int i = 0; i < 2 * count; i += 2) {
      int length = bytes[at + 1] - '0';
      at += 2;
      for (byte b = bytes[at++]; b != '\r'; b = bytes[at++]) {
        length = 10 * length + (b - '0');
      }
      found[i] = at + 1 - origin;
      found[i + 1] = length;
      at += length + 3;
    }
  }

  private void readBuffer(int from) {
    int at = from;
    for (int i = 0; i < 2 * count; i += 2) {
      int length = 0;
      at++;
      for (byte b = frame.byteAt(at++); b != '\r'; b = frame.byteAt(at++)) {
        length = 10 * length + (b - '0');
      }
      spans[i] = at + 1;
      spans[i + 1] = length;
      at += length + 3;
    }
  }

  /** Lets go of the frame. */
  public void clear() {
    frame.of(NOTHING);
    spans = own;
    count = 0;
  }

  public Frame frame() {
    return frame;
  }

  public int count() {
    return count;
  }

  /** Where an argument begins, relative to the frame. */
  public int start(int index) {
    return spans[2 * index];
  }

  public int length(int index) {
    return spans[2 * index + 1];
  }

  /** Where an argument's own header begins, relative to the frame; not for argument 0. */
  public int headerStart(int index) {
    return spans[2 * index - 2] + spans[2 * index - 1] + 2;
  }

  /** Where the line end behind an argument ends, relative to the frame. */
  public int end(int index) {
    return spans[2 * index] + spans[2 * index + 1] + 2;
  }

  public byte[] bytes(int index) {
    byte[] copy = new byte[length(index)];
    frame.copyTo(start(index), copy.length, copy, 0);
    return copy;
  }

  /** An argument as text, byte by byte. */
  public String text(int index) {
    return new String(bytes(index), StandardCharsets.ISO_8859_1);
  }

  /** Whether an argument is this word, in any case. */
  public boolean is(int index, String upperCaseWord) {
    int length = upperCaseWord.length();
    if (length(index) != length) {
      return false;
    }
    int start = start(index);
    for (int i = 0; i < length; i++) {
      if (upper(frame.byteAt(start + i)) != upperCaseWord.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The arguments from {@code first} on, as a request of their own. */
  public Arguments from(int first) {
    Arguments rest = new Arguments();
    rest.frame.of(frame);
    rest.spans = Arrays.copyOfRange(spans, 2 * first, 2 * count);
    rest.count = count - first;
    return rest;
  }

  /** An argument as a number that is at least 0 and written as Redis demands, else -1. */
  public int number(int index) {
    int length = length(index);
    int start = start(index);
    if (length < 1 || length > 9 || (length > 1 && frame.byteAt(start) == '0')) {
      return -1;
    }
    int number = 0;
    for (int i = 0; i < length; i++) {
      int digit = frame.byteAt(start + i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number;
  }

  private static int upper(byte b) {
    return b >= 'a' && b <= 'z' ? b - 32 : b;
  }
}
