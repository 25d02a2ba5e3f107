package dev.ringway.redis.blocking;

import dev.ringway.core.route.Lease;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import java.util.concurrent.TimeUnit;

/** How long a blocking command may wait at its server, as it says itself. */
final class Patience {
  private static final int MOST_DIGITS = 40;

  private Patience() {}

  /** The time in nanoseconds; 0 if it cannot be read, which its server will refuse at once. */
  static long nanos(RedisCommand command, Arguments arguments) {
    return switch (command.name()) {
      case "blmpop", "bzmpop" -> seconds(arguments, 1);
      case "xread", "xreadgroup" -> millis(arguments, behindBlock(arguments));
      case "wait", "waitaof" -> millis(arguments, arguments.count() - 1);
      default -> seconds(arguments, arguments.count() - 1);
    };
  }

  private static int behindBlock(Arguments arguments) {
    for (int i = 1; i < arguments.count() - 1; i++) {
      if (arguments.is(i, "BLOCK")) {
        return i + 1;
      }
    }
    return 0;
  }

  private static long seconds(Arguments arguments, int index) {
    return nanos(arguments, index, TimeUnit.SECONDS);
  }

  private static long millis(Arguments arguments, int index) {
    return nanos(arguments, index, TimeUnit.MILLISECONDS);
  }

  private static long nanos(Arguments arguments, int index, TimeUnit unit) {
    if (arguments.length(index) > MOST_DIGITS) {
      return 0;
    }
    try {
      double time = Double.parseDouble(arguments.text(index));
      if (time == 0) {
        return Lease.FOR_EVER_NANOS;
      }
      double nanos = time * unit.toNanos(1);
      return nanos > 0 ? Math.min((long) nanos + 1, Lease.FOR_EVER_NANOS) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
