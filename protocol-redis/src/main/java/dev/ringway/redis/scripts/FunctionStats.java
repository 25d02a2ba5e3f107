package dev.ringway.redis.scripts;

import dev.ringway.core.message.Frame;

/** What a server answers to FUNCTION STATS: a map of which the first value is what it runs. */
public final class FunctionStats {
  private FunctionStats() {}

  /** Whether the server runs a function. */
  public static boolean isRunning(Frame reply) {
    int at = 0;
    for (int line = 0; line < 3; line++) {
      while (at < reply.length() && reply.byteAt(at) != '\n') {
        at++;
      }
      at++;
    }
    return at < reply.length()
        && (reply.byteAt(at) == '*' || reply.byteAt(at) == '%')
        && reply.byteAt(at + 1) != '-';
  }
}
