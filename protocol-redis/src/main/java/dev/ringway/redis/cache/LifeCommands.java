package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.redis.cache.CachedArguments.NotANumber;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import org.jspecify.annotations.Nullable;

/** The commands on how long keys live, of a cache in this process; one worker's. */
final class LifeCommands {
  private static final byte[] INCOMPATIBLE =
      ErrorReplies.error("ERR NX and XX, GT or LT options at the same time are not compatible");
  private static final byte[] GT_AND_LT =
      ErrorReplies.error("ERR GT and LT options at the same time are not compatible");

  private final StringCache cache;

  LifeCommands(StringCache cache) {
    this.cache = cache;
  }

  /** Null for a command that is none of these. */
  @Nullable Kind answer(RedisCommand command, CachedArguments asked, CacheReply reply)
      throws NotANumber {
    return switch (command.name()) {
      case "ttl" -> life(asked, true, false, reply);
      case "pttl" -> life(asked, false, false, reply);
      case "expiretime" -> life(asked, true, true, reply);
      case "pexpiretime" -> life(asked, false, true, reply);
      case "expire" -> expire(command, asked, true, true, reply);
      case "pexpire" -> expire(command, asked, false, true, reply);
      case "expireat" -> expire(command, asked, true, false, reply);
      case "pexpireat" -> expire(command, asked, false, false, reply);
      case "persist" -> persist(asked, reply);
      default -> null;
    };
  }

  private Kind life(CachedArguments asked, boolean seconds, boolean date, CacheReply reply) {
    StringItem item = cache.read(asked.key(1));
    if (item == null) {
      return RespReplies.integer(-2, reply);
    }
    if (item.expiry() == StringItem.NEVER) {
      return RespReplies.integer(-1, reply);
    }
    long millis = Math.max(0, date ? item.expiry() : item.expiry() - cache.now());
    return RespReplies.integer(seconds ? (millis + 500) / 1000 : millis, reply);
  }

  private Kind expire(
      RedisCommand command,
      CachedArguments asked,
      boolean seconds,
      boolean relative,
      CacheReply reply)
      throws NotANumber {
    boolean onlyWithout = false;
    boolean onlyWith = false;
    boolean onlyLonger = false;
    boolean onlyShorter = false;
    for (int i = 3; i < asked.count(); i++) {
      boolean nx = asked.is(i, "NX");
      boolean xx = asked.is(i, "XX");
      boolean gt = asked.is(i, "GT");
      boolean lt = asked.is(i, "LT");
      if (!(nx || xx || gt || lt)) {
        String line = "ERR Unsupported option " + asked.text(i);
        return RespReplies.error(ErrorReplies.error(line), reply);
      }
      onlyWithout |= nx;
      onlyWith |= xx;
      onlyLonger |= gt;
      onlyShorter |= lt;
    }
    if (onlyWithout && (onlyWith || onlyLonger || onlyShorter)) {
      return RespReplies.error(INCOMPATIBLE, reply);
    }
    if (onlyLonger && onlyShorter) {
      return RespReplies.error(GT_AND_LT, reply);
    }
    long time = asked.number(2);
    long now = cache.now();
    long factor = seconds ? 1000 : 1;
    if (time > Long.MAX_VALUE / factor
        || time < Long.MIN_VALUE / factor
        || time * factor > Long.MAX_VALUE - (relative ? now : 0)) {
      return RespReplies.error(StringCommands.invalidExpiry(command), reply);
    }
    long when = time * factor + (relative ? now : 0);
    Condition condition = new Condition(onlyWithout, onlyWith, onlyLonger, onlyShorter);
    boolean[] done = new boolean[1];
    cache.change(
        asked.key(1),
        item -> {
          done[0] = item != null && condition.allows(item.expiry(), when);
          if (item == null || !done[0]) {
            return item;
          }
          return when <= now ? null : item.withExpiry(when);
        });
    return RespReplies.integer(done[0] ? 1 : 0, reply);
  }

  /** Which lives may be changed. */
  private record Condition(
      boolean onlyWithout, boolean onlyWith, boolean onlyLonger, boolean onlyShorter) {
    boolean allows(long before, long after) {
      boolean endless = before == StringItem.NEVER;
      return !(onlyWithout && !endless)
          && !(onlyWith && endless)
          && !(onlyLonger && (endless || after <= before))
          && !(onlyShorter && !endless && after >= before);
    }
  }

  private Kind persist(CachedArguments asked, CacheReply reply) {
    StringItem before =
        cache.change(
            asked.key(1),
            item ->
                item == null || item.expiry() == StringItem.NEVER
                    ? item
                    : item.withExpiry(StringItem.NEVER));
    boolean done = before != null && before.expiry() != StringItem.NEVER;
    return RespReplies.integer(done ? 1 : 0, reply);
  }
}
