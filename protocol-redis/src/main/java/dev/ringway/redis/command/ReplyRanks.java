package dev.ringway.redis.command;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import java.util.Set;

/**
 * What replies mean beyond their type. Redis answers many reads of a key that does not exist with
 * an empty list or a 0, and many changes whose condition did not hold with a 0: these are misses.
 */
final class ReplyRanks {
  /** Reads of which 0 is an answer like others: a rank, a position. */
  private static final Set<String> ZERO_IS_HIT =
      Set.of(
          "zrank", "zrevrank", "lpos", "bitpos", "ttl", "pttl", "object|idletime", "object|freq");

  /** Changes of which 0 says that nothing was changed. */
  private static final Set<String> ZERO_IS_MISS =
      Set.of(
          "del",
          "unlink",
          "setnx",
          "msetnx",
          "hsetnx",
          "renamenx",
          "copy",
          "move",
          "smove",
          "persist",
          "expire",
          "pexpire",
          "expireat",
          "pexpireat",
          "lpushx",
          "rpushx",
          "hdel",
          "srem",
          "zrem",
          "lrem",
          "xdel",
          "xack");

  /** How a 0 ranks for one command. */
  enum Zero {
    HIT,
    MISS
  }

  private ReplyRanks() {}

  /** How a 0 ranks for a command of this name. */
  static Zero zero(String name, Command.Effect effect) {
    boolean miss =
        ZERO_IS_MISS.contains(name)
            || (effect == Command.Effect.READ && !ZERO_IS_HIT.contains(name));
    return miss ? Zero.MISS : Zero.HIT;
  }

  static Reply.Kind rank(Command.Effect effect, Zero zero, Reply reply) {
    Reply.Kind kind = reply.kind();
    if (kind != Reply.Kind.HIT) {
      return kind;
    }
    Frame frame = reply.frame();
    byte type = frame.byteAt(0);
    boolean nothing =
        switch (type) {
          case ':' -> isZero(frame, zero) || isNoKey(frame);
          case '*', '%', '~' -> effect == Command.Effect.READ && isEmpty(frame);
          case '+' -> effect == Command.Effect.READ && isWord(frame, "+none\r\n");
          default -> false;
        };
    return nothing ? Reply.Kind.MISS : Reply.Kind.HIT;
  }

  private static boolean isZero(Frame frame, Zero zero) {
    return zero == Zero.MISS && isWord(frame, ":0\r\n");
  }

  /** The answer of TTL and its kin. */
  private static boolean isNoKey(Frame frame) {
    return isWord(frame, ":-2\r\n");
  }

  /** Whether an aggregate has no elements, or only nulls. */
  private static boolean isEmpty(Frame frame) {
    int at = 1;
    if (frame.byteAt(at) == '0') {
      return true;
    }
    while (frame.byteAt(at) != '\n') {
      at++;
    }
    at++;
    int length = frame.length();
    while (at < length) {
      if (frame.byteAt(at) == '_') {
        at += 3;
      } else if (frame.byteAt(at) == '$' && frame.byteAt(at + 1) == '-') {
        at += 5;
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(Frame frame, String word) {
    if (frame.length() != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (frame.byteAt(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
