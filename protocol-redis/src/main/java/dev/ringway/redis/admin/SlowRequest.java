package dev.ringway.redis.admin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a request of which only the beginning is kept, as Redis's slow log shows them:
 * what is missing of an argument, and of their number, is said in words.
 */
final class SlowRequest {
  private static final int MOST_ARGUMENTS = 32;

  private final byte[] head;
  private int at;

  private SlowRequest(byte[] head) {
    this.head = head;
  }

  /**
   * Reads the beginning of a request.
   *
   * @param head of an array of bulk strings
   */
  static List<String> arguments(byte[] head) {
    return new SlowRequest(head).read();
  }

  private List<String> read() {
    List<String> shown = new ArrayList<>();
    int count = number();
    int most = count > MOST_ARGUMENTS ? MOST_ARGUMENTS - 1 : count;
    while (shown.size() < most) {
      int length = number();
      if (length < 0) {
        break;
      }
      int there = Math.min(length, head.length - at);
      String text = new String(head, at, there, StandardCharsets.ISO_8859_1);
      int missing = length - there;
      shown.add(missing == 0 ? text : text + "... (" + missing + " more bytes)");
      at += length + 2;
    }
    int unseen = count - shown.size();
    if (unseen > 0) {
      shown.add("... (" + unseen + " more arguments)");
    }
    return shown;
  }

  /** The number of the next line, behind its type; -1 if the line is not all there. */
  private int number() {
    int number = 0;
    for (int i = at + 1; i < head.length; i++) {
      if (head[i] == '\r') {
        at = i + 2;
        return at <= head.length ? number : -1;
      }
      number = 10 * number + (head[i] - '0');
    }
    return -1;
  }
}
