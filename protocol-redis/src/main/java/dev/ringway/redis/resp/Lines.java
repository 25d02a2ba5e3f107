package dev.ringway.redis.resp;

import dev.ringway.core.message.Frame;

/** The lines of a reply: a type, a number or a word, and the line's end. */
public final class Lines {
  private Lines() {}

  /** The number, at least 0, that stands from {@code from} on up to the end of its line. */
  public static long number(Frame frame, int from) {
    long number = 0;
    for (int i = from; frame.byteAt(i) != '\r'; i++) {
      number = 10 * number + (frame.byteAt(i) - '0');
    }
    return number;
  }

  /** Where the line ends that {@code from} is in: the place of its carriage return. */
  public static int end(Frame frame, int from) {
    int at = from;
    while (frame.byteAt(at) != '\r') {
      at++;
    }
    return at;
  }
}
