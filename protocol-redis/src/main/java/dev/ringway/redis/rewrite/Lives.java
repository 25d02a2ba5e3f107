package dev.ringway.redis.rewrite;

import dev.ringway.core.message.Command;
import dev.ringway.core.route.Request;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.Arguments;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where commands say how long keys live, and how to cut that. */
final class Lives {
  private static final Set<String> OWN = Set.of("setex", "psetex", "getex", "restore");
  private static final Set<String> EXPIRIES = Set.of("expire", "pexpire", "expireat", "pexpireat");
  private static final Set<String> SPREADING = Set.of("persist", "rename", "renamenx");

  private Lives() {}

  /**
   * The request with its life cut.
   *
   * @return the request itself if there is none in it, or a shorter one; null if it gives a key to
   *     where it cannot be cut: another database
   */
  static @Nullable Request cap(Request request, Arguments arguments, long capSeconds) {
    String name = request.command().name();
    if (request.command().effect() != Command.Effect.WRITE) {
      return request;
    }
    return switch (name) {
      case "set" -> capSet(request, arguments, capSeconds);
      case "getex" -> capOption(request, arguments, lifeOption(arguments, 2), capSeconds);
      case "setex", "expire" -> capNumber(request, arguments, 2, capSeconds);
      case "psetex", "pexpire" -> capNumber(request, arguments, 2, 1000 * capSeconds);
      case "expireat" -> capNumber(request, arguments, 2, nowMillis() / 1000 + capSeconds);
      case "pexpireat" -> capNumber(request, arguments, 2, nowMillis() + 1000 * capSeconds);
      case "restore" -> capRestore(request, arguments, capSeconds);
      case "move" -> null;
      case "copy" -> hasWord(arguments, 3, "DB") ? null : request;
      default -> request;
    };
  }

  /** Whether the command may have left its keys a longer life than its bytes say. */
  static boolean mayOutlive(RedisCommand command, Arguments arguments) {
    String name = command.name();
    if (command.effect() != Command.Effect.WRITE) {
      return false;
    }
    if (name.equals("set")) {
      return hasWord(arguments, 3, "KEEPTTL");
    }
    if (name.equals("getex")) {
      return hasWord(arguments, 2, "PERSIST");
    }
    if (OWN.contains(name) || EXPIRIES.contains(name)) {
      return false;
    }
    boolean isScript = command.flags().contains("noscript");
    return isScript || SPREADING.contains(name) || command.flags().contains("denyoom");
  }

  private static Request capSet(Request request, Arguments arguments, long capSeconds) {
    int life = lifeOption(arguments, 3);
    if (life > 0) {
      return capOption(request, arguments, life, capSeconds);
    }
    if (hasWord(arguments, 3, "KEEPTTL")) {
      return request;
    }
    return new EditedRequest(request, arguments, 2)
        .same(0, arguments.count())
        .add("EX")
        .add(Long.toString(capSeconds))
        .end();
  }

  private static Request capOption(
      Request request, Arguments arguments, int option, long capSeconds) {
    if (option == 0) {
      return request;
    }
    long cap = 1000 * capSeconds;
    if (arguments.is(option, "EX")) {
      cap = capSeconds;
    } else if (arguments.is(option, "EXAT")) {
      cap = nowMillis() / 1000 + capSeconds;
    } else if (arguments.is(option, "PXAT")) {
      cap += nowMillis();
    }
    return capNumber(request, arguments, option + 1, cap);
  }

  private static Request capRestore(Request request, Arguments arguments, long capSeconds) {
    long cap = 1000 * capSeconds + (hasWord(arguments, 4, "ABSTTL") ? nowMillis() : 0);
    return number(arguments, 2) == 0
        ? withNumber(request, arguments, 2, cap)
        : capNumber(request, arguments, 2, cap);
  }

  private static Request capNumber(Request request, Arguments arguments, int index, long cap) {
    return number(arguments, index) > cap ? withNumber(request, arguments, index, cap) : request;
  }

  private static Request withNumber(Request request, Arguments arguments, int index, long number) {
    return new EditedRequest(request, arguments, 0)
        .same(0, index)
        .add(Long.toString(number))
        .same(index + 1, arguments.count())
        .end();
  }

  /** The option that sets a life, or 0. */
  private static int lifeOption(Arguments arguments, int from) {
    for (int i = from; i < arguments.count() - 1; i++) {
      if (arguments.is(i, "EX")
          || arguments.is(i, "PX")
          || arguments.is(i, "EXAT")
          || arguments.is(i, "PXAT")) {
        return i;
      }
    }
    return 0;
  }

  private static boolean hasWord(Arguments arguments, int from, String word) {
    for (int i = from; i < arguments.count(); i++) {
      if (arguments.is(i, word)) {
        return true;
      }
    }
    return false;
  }

  /** A number, or -1 for what a server will refuse. */
  private static long number(Arguments arguments, int index) {
    if (index >= arguments.count() || arguments.length(index) > 19) {
      return -1;
    }
    try {
      return Long.parseLong(arguments.text(index));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static long nowMillis() {
    return System.currentTimeMillis();
  }
}
