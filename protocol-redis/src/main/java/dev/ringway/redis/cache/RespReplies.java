package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the replies of a cache in this process, and says what each means. */
final class RespReplies {
  private static final byte[] LINE_END = ascii("\r\n");
  private static final byte[] OK = ascii("+OK\r\n");
  private static final byte[] NIL = ascii("$-1\r\n");
  private static final byte[] NIL_3 = ascii("_\r\n");

  private RespReplies() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static Kind ok(CacheReply reply) {
    reply.add(OK);
    return Kind.HIT;
  }

  static Kind simple(String text, CacheReply reply) {
    reply.add('+').add(text).add(LINE_END);
    return Kind.HIT;
  }

  static Kind integer(long number, CacheReply reply) {
    reply.add(':').add(number).add(LINE_END);
    return Kind.HIT;
  }

  static Kind nil(boolean resp3, CacheReply reply) {
    reply.add(resp3 ? NIL_3 : NIL);
    return Kind.MISS;
  }

  static Kind bulk(byte[] value, CacheReply reply) {
    return bulk(value, 0, value.length, reply);
  }

  static Kind bulk(byte[] value, int from, int count, CacheReply reply) {
    reply.add('$').add(count).add(LINE_END).addValue(value, from, count).add(LINE_END);
    return Kind.HIT;
  }

  /** An item's value, or null. */
  static Kind value(@Nullable StringItem item, boolean resp3, CacheReply reply) {
    return item == null ? nil(resp3, reply) : bulk(item.value(), reply);
  }

  static Kind error(byte[] line, CacheReply reply) {
    reply.clear().add(line);
    return Kind.CLIENT_ERROR;
  }
}
