package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.redis.cache.CachedArguments.NotANumber;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The commands that count, of a cache in this process; one worker's. */
final class NumberCommands {
  private static final byte[] OVERFLOW =
      ErrorReplies.error("ERR increment or decrement would overflow");
  private static final byte[] DECREMENT = ErrorReplies.error("ERR decrement would overflow");
  private static final byte[] NO_FLOAT = ErrorReplies.error("ERR value is not a valid float");

  private final StringCache cache;
  private byte @Nullable [] error;
  private long sum;
  private String text = "";

  NumberCommands(StringCache cache) {
    this.cache = cache;
  }

  Kind answer(RedisCommand command, CachedArguments asked, CacheReply reply) throws NotANumber {
    CacheKey key = asked.key(1);
    return switch (command.name()) {
      case "incr" -> add(key, 1, reply);
      case "decr" -> add(key, -1, reply);
      case "incrby" -> add(key, asked.number(2), reply);
      case "decrby" -> {
        long number = asked.number(2);
        yield number == Long.MIN_VALUE
            ? RespReplies.error(DECREMENT, reply)
            : add(key, -number, reply);
      }
      default -> addFloat(key, asked.text(2), reply);
    };
  }

  private Kind add(CacheKey key, long delta, CacheReply reply) {
    cache.change(key, item -> added(item, delta));
    byte[] refusal = error;
    return refusal == null ? RespReplies.integer(sum, reply) : RespReplies.error(refusal, reply);
  }

  private @Nullable StringItem added(@Nullable StringItem item, long delta) {
    error = null;
    try {
      long before = item == null ? 0 : CachedArguments.number(item.value());
      sum = before + delta;
      if (((before ^ sum) & (delta ^ sum)) < 0) {
        error = OVERFLOW;
        return item;
      }
      return with(item, Long.toString(sum));
    } catch (NotANumber e) {
      error = ErrorReplies.NO_INTEGER;
      return item;
    }
  }

  /** Infinities are refused as what is no number. */
  private Kind addFloat(CacheKey key, String number, CacheReply reply) {
    BigDecimal delta = LongDouble.parse(number);
    if (delta == null && cache.find(key) == null) {
      return RespReplies.error(NO_FLOAT, reply);
    }
    cache.change(key, item -> floatAdded(item, delta));
    byte[] refusal = error;
    return refusal == null
        ? RespReplies.bulk(text.getBytes(StandardCharsets.US_ASCII), reply)
        : RespReplies.error(refusal, reply);
  }

  private @Nullable StringItem floatAdded(@Nullable StringItem item, @Nullable BigDecimal delta) {
    error = null;
    BigDecimal before = item == null ? BigDecimal.ZERO : LongDouble.parse(latin(item.value()));
    if (before == null || delta == null) {
      error = NO_FLOAT;
      return item;
    }
    text = LongDouble.text(LongDouble.sum(before, delta));
    return with(item, text);
  }

  private static String latin(byte[] value) {
    return new String(value, StandardCharsets.ISO_8859_1);
  }

  private static StringItem with(@Nullable StringItem item, String number) {
    byte[] value = number.getBytes(StandardCharsets.US_ASCII);
    return item == null ? new StringItem(value, StringItem.NEVER) : item.withValue(value);
  }
}
