package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.redis.cache.CachedArguments.NotANumber;
import dev.ringway.redis.command.ErrorReplies;

/** RESTORE of strings, by which a warm-up fills a cache in this process. */
final class RestoreCommand {
  private static final byte[] BUSY = ErrorReplies.error("BUSYKEY Target key name already exists.");
  private static final byte[] BAD_LIFE = ErrorReplies.error("ERR Invalid TTL value, must be >= 0");
  private static final byte[] BAD_SUM =
      ErrorReplies.error("ERR DUMP payload version or checksum are wrong");
  private static final byte[] BAD_DATA = ErrorReplies.error("ERR Bad data format");
  private static final byte[] NO_STRING =
      ErrorReplies.error("ERR unsupported: a cache inside the proxy holds strings only");

  private final StringCache cache;

  RestoreCommand(StringCache cache) {
    this.cache = cache;
  }

  Kind answer(CachedArguments asked, CacheReply reply) throws NotANumber {
    boolean replace = false;
    boolean date = false;
    for (int i = 4; i < asked.count(); i++) {
      if (asked.is(i, "REPLACE")) {
        replace = true;
      } else if (asked.is(i, "ABSTTL")) {
        date = true;
      } else if ((asked.is(i, "IDLETIME") || asked.is(i, "FREQ")) && i + 1 < asked.count()) {
        i++;
      } else {
        return RespReplies.error(ErrorReplies.SYNTAX, reply);
      }
    }
    CacheKey key = asked.key(1);
    if (!replace && cache.find(key) != null) {
      return RespReplies.error(BUSY, reply);
    }
    long life = asked.number(2);
    if (life < 0) {
      return RespReplies.error(BAD_LIFE, reply);
    }
    byte[] payload = asked.bytes(3);
    if (!DumpedString.isWhole(payload)) {
      return RespReplies.error(BAD_SUM, reply);
    }
    if (!DumpedString.isString(payload)) {
      return RespReplies.error(NO_STRING, reply);
    }
    byte[] value = DumpedString.read(payload);
    if (value == null) {
      return RespReplies.error(BAD_DATA, reply);
    }
    long expiry = life == 0 ? StringItem.NEVER : date ? life : life + cache.now();
    return store(key, new StringItem(value, expiry), replace, reply);
  }

  private Kind store(CacheKey key, StringItem item, boolean replace, CacheReply reply) {
    if (!cache.takes(key, item.value().length)) {
      return StringCommands.tooLong(cache, key, reply);
    }
    StringItem before = cache.change(key, old -> old == null || replace ? item : old);
    return before == null || replace ? RespReplies.ok(reply) : RespReplies.error(BUSY, reply);
  }
}
