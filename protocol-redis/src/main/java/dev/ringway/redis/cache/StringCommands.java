package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.redis.cache.CachedArguments.NotANumber;
import dev.ringway.redis.command.ErrorReplies;
import dev.ringway.redis.command.RedisCommand;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The commands on keys and their values, of a cache in this process; one worker's. */
final class StringCommands {
  private static final byte[] MSET_ARITY =
      ErrorReplies.error("ERR wrong number of arguments for 'mset' command");
  private static final byte[] BAD_OFFSET = ErrorReplies.error("ERR offset is out of range");
  private static final byte[] NOTHING = new byte[0];

  private final StringCache cache;
  private final NumberCommands numbers;
  private final SetOptions options = new SetOptions();

  StringCommands(StringCache cache) {
    this.cache = cache;
    this.numbers = new NumberCommands(cache);
  }

  /** Null for a command that is none of these. */
  @Nullable Kind answer(RedisCommand command, CachedArguments asked, CacheReply reply)
      throws NotANumber {
    return switch (command.name()) {
      case "get" -> RespReplies.value(cache.read(asked.key(1)), asked.resp3(), reply);
      case "mget" -> getAll(asked, reply);
      case "getex" -> getAndExpire(command, asked, reply);
      case "getdel" -> RespReplies.value(remove(asked.key(1)), asked.resp3(), reply);
      case "getset" -> {
        options.read(asked, asked.count(), true);
        yield set(asked, 2, StringItem.NEVER, true, reply);
      }
      case "set" -> setWithOptions(command, asked, reply);
      case "setnx" -> setIfNew(asked, reply);
      case "setex" -> setWithLife(command, asked, true, reply);
      case "psetex" -> setWithLife(command, asked, false, reply);
      case "mset" -> setAll(asked, reply);
      case "del", "unlink" -> removeAll(asked, reply);
      case "exists", "touch" -> countAll(asked, reply);
      case "append" -> append(asked, reply);
      case "strlen" -> RespReplies.integer(valueOf(cache.read(asked.key(1))).length, reply);
      case "getrange", "substr" -> range(asked, reply);
      case "setrange" -> setRange(asked, reply);
      case "type" ->
          RespReplies.simple(cache.read(asked.key(1)) == null ? "none" : "string", reply);
      case "incr", "decr", "incrby", "decrby", "incrbyfloat" ->
          numbers.answer(command, asked, reply);
      default -> null;
    };
  }

  static byte[] invalidExpiry(RedisCommand command) {
    return ErrorReplies.error("ERR invalid expire time in '" + command.name() + "' command");
  }

  private static byte[] valueOf(@Nullable StringItem item) {
    return item == null ? NOTHING : item.value();
  }

  private Kind getAll(CachedArguments asked, CacheReply reply) {
    reply.add('*').add(asked.count() - 1).add("\r\n");
    for (int i = 1; i < asked.count(); i++) {
      RespReplies.value(cache.read(asked.key(i)), asked.resp3(), reply);
    }
    return Kind.HIT;
  }

  private Kind getAndExpire(RedisCommand command, CachedArguments asked, CacheReply reply)
      throws NotANumber {
    if (!options.read(asked, 2, false)) {
      return RespReplies.error(ErrorReplies.SYNTAX, reply);
    }
    CacheKey key = asked.key(1);
    if (cache.find(key) == null) {
      return RespReplies.value(cache.read(key), asked.resp3(), reply);
    }
    long expiry = options.hasLife() ? options.expiry(asked, cache.now()) : StringItem.NEVER;
    if (options.hasLife() && expiry == StringItem.NEVER) {
      return RespReplies.error(invalidExpiry(command), reply);
    }
    boolean changes = options.hasLife() || options.persist();
    cache.read(key);
    StringItem item =
        cache.change(
            key, before -> before == null || !changes ? before : before.withExpiry(expiry));
    return RespReplies.value(item, asked.resp3(), reply);
  }

  private @Nullable StringItem remove(CacheKey key) {
    return cache.change(key, _ -> null);
  }

  private Kind setWithOptions(RedisCommand command, CachedArguments asked, CacheReply reply)
      throws NotANumber {
    if (!options.read(asked, 3, true)) {
      return RespReplies.error(ErrorReplies.SYNTAX, reply);
    }
    long expiry = options.hasLife() ? options.expiry(asked, cache.now()) : StringItem.NEVER;
    return options.hasLife() && expiry == StringItem.NEVER
        ? RespReplies.error(invalidExpiry(command), reply)
        : set(asked, 2, expiry, options.get(), reply);
  }

  private Kind setWithLife(
      RedisCommand command, CachedArguments asked, boolean seconds, CacheReply reply)
      throws NotANumber {
    long expiry = SetOptions.expiry(asked.number(2), seconds, true, cache.now());
    if (expiry == StringItem.NEVER) {
      return RespReplies.error(invalidExpiry(command), reply);
    }
    options.read(asked, asked.count(), true);
    return set(asked, 3, expiry, false, reply);
  }

  /** Sets under the options' conditions; answers the value before if it is asked for. */
  private Kind set(CachedArguments asked, int valueAt, long expiry, boolean get, CacheReply reply) {
    CacheKey key = asked.key(1);
    if (!cache.takes(key, asked.length(valueAt))) {
      return tooLong(cache, key, reply);
    }
    byte[] value = asked.bytes(valueAt);
    StringItem before =
        cache.change(
            key,
            item -> {
              if (item == null ? options.onlyOld() : options.onlyNew()) {
                return item;
              }
              return new StringItem(value, item != null && options.keep() ? item.expiry() : expiry);
            });
    if (get) {
      return RespReplies.value(before, asked.resp3(), reply);
    }
    boolean refused = before == null ? options.onlyOld() : options.onlyNew();
    return refused ? RespReplies.nil(asked.resp3(), reply) : RespReplies.ok(reply);
  }

  private Kind setIfNew(CachedArguments asked, CacheReply reply) {
    CacheKey key = asked.key(1);
    if (!cache.takes(key, asked.length(2))) {
      return tooLong(cache, key, reply);
    }
    StringItem fresh = new StringItem(asked.bytes(2), StringItem.NEVER);
    StringItem before = cache.change(key, item -> item == null ? fresh : item);
    return RespReplies.integer(before == null ? 1 : 0, reply);
  }

  private Kind setAll(CachedArguments asked, CacheReply reply) {
    if (asked.count() % 2 == 0) {
      return RespReplies.error(MSET_ARITY, reply);
    }
    for (int i = 1; i < asked.count(); i += 2) {
      CacheKey key = asked.key(i);
      if (!cache.takes(key, asked.length(i + 1))) {
        return tooLong(cache, key, reply);
      }
      StringItem fresh = new StringItem(asked.bytes(i + 1), StringItem.NEVER);
      cache.change(key, _ -> fresh);
    }
    return RespReplies.ok(reply);
  }

  private Kind removeAll(CachedArguments asked, CacheReply reply) {
    int removed = 0;
    for (int i = 1; i < asked.count(); i++) {
      removed += remove(asked.key(i)) == null ? 0 : 1;
    }
    return RespReplies.integer(removed, reply);
  }

  private Kind countAll(CachedArguments asked, CacheReply reply) {
    int found = 0;
    for (int i = 1; i < asked.count(); i++) {
      found += cache.read(asked.key(i)) == null ? 0 : 1;
    }
    return RespReplies.integer(found, reply);
  }

  private Kind append(CachedArguments asked, CacheReply reply) {
    byte[] added = asked.bytes(2);
    return write(asked.key(1), Integer.MAX_VALUE, added, reply);
  }

  private Kind setRange(CachedArguments asked, CacheReply reply) throws NotANumber {
    long offset = asked.number(2);
    if (offset < 0) {
      return RespReplies.error(BAD_OFFSET, reply);
    }
    CacheKey key = asked.key(1);
    byte[] written = asked.bytes(3);
    if (written.length == 0) {
      return RespReplies.integer(valueOf(cache.read(key)).length, reply);
    }
    return cache.takes(key, Math.min(offset, Integer.MAX_VALUE) + written.length)
        ? write(key, (int) offset, written, reply)
        : tooLong(cache, key, reply);
  }

  /** Writes bytes over a value, from an offset or at most from its end; answers its length then. */
  private Kind write(CacheKey key, int offset, byte[] written, CacheReply reply) {
    boolean appends = offset == Integer.MAX_VALUE;
    long[] length = new long[1];
    cache.change(
        key,
        item -> {
          byte[] old = valueOf(item);
          int at = appends ? old.length : offset;
          length[0] = Math.max(old.length, (long) at + written.length);
          if (!cache.takes(key, length[0])) {
            return item;
          }
          byte[] value = Arrays.copyOf(old, (int) length[0]);
          System.arraycopy(written, 0, value, at, written.length);
          return item == null ? new StringItem(value, StringItem.NEVER) : item.withValue(value);
        });
    return cache.takes(key, length[0])
        ? RespReplies.integer(length[0], reply)
        : tooLong(cache, key, reply);
  }

  private Kind range(CachedArguments asked, CacheReply reply) throws NotANumber {
    long start = asked.number(2);
    long end = asked.number(3);
    byte[] value = valueOf(cache.read(asked.key(1)));
    int length = value.length;
    if (start < 0 && end < 0 && start > end) {
      return RespReplies.bulk(NOTHING, reply);
    }
    long first = Math.max(0, start < 0 ? start + length : start);
    long last = Math.min(length - 1L, Math.max(0, end < 0 ? end + length : end));
    return first > last
        ? RespReplies.bulk(NOTHING, reply)
        : RespReplies.bulk(value, (int) first, (int) (last - first) + 1, reply);
  }

  /** A value that is refused leaves no older one behind, which a reader would take for it. */
  static Kind tooLong(StringCache cache, CacheKey key, CacheReply reply) {
    cache.change(key, _ -> null);
    String line =
        "-ERR too_large: a cache inside the proxy takes a key and value of "
            + cache.maxItemBytes()
            + " bytes, its max_item\r\n";
    return RespReplies.error(line.getBytes(StandardCharsets.US_ASCII), reply);
  }
}
