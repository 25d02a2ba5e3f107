package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheReply;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.ReplyLine;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of {@code mg} at a cache in this process: its flags are gone through in their order,
 * which says and does what each asks for.
 */
final class MetaGetting implements CachedItem.Change {
  private static final byte[] HD = ReplyLine.ascii("HD");
  private static final byte[] LINE_END = ReplyLine.ascii("\r\n");

  private final ItemCache cache;
  private final CacheRequest request;
  private final MetaArguments arguments;
  private final CacheReply reply;
  private final int now;
  private boolean created;
  private boolean won;
  private boolean failed;
  private int expiry;

  MetaGetting(ItemCache cache, CacheRequest request, MetaArguments arguments, CacheReply reply) {
    this.cache = cache;
    this.request = request;
    this.arguments = arguments;
    this.reply = reply;
    this.now = cache.clock().now();
  }

  /** Whether the item was not there before. */
  boolean isCreated() {
    return created;
  }

  /** Whether an opaque was too long: what stands before it was done all the same. */
  boolean isFailed() {
    return failed;
  }

  @Override
  public @Nullable CachedItem of(@Nullable CachedItem before) {
    if (before == null && !arguments.vivifies) {
      return null;
    }
    created = before == null;
    CachedItem item =
        before == null ? new CachedItem(Answers.NOTHING, 0, 0, cache.nextCas(), 0, now) : before;
    write(item);
    int marks = won ? item.marks() | CachedItem.TOKEN_SENT : item.marks();
    boolean same = expiry == item.expiry() && marks == item.marks();
    return same ? item : item.with(item.value(), expiry, item.cas(), marks);
  }

  private void write(CachedItem item) {
    reply.clear();
    won = false;
    failed = false;
    expiry = item.expiry();
    if (arguments.wantsValue) {
      reply.add(ReplyLine.VA).add(item.value().length);
    } else {
      reply.add(HD);
    }
    for (int word = 2; word < request.count(); word++) {
      if (MetaArguments.isLongOpaque(request, word)) {
        failed = true;
        won = false;
        return;
      }
      write(request.first(word), word, item);
    }
    writeMarks(item);
    reply.add(LINE_END);
    if (arguments.wantsValue) {
      reply.addValue(item.value()).add(LINE_END);
    }
  }

  private void write(byte flag, int word, CachedItem item) {
    switch (flag) {
      case 'T' -> expiry = arguments.expiry;
      case 'N' -> {
        if (created) {
          expiry = arguments.vivifiedExpiry;
          won = true;
        }
      }
      case 'R' -> won |= isSoonOver(item);
      case 's' -> number('s', item.value().length);
      case 't' -> writeLife(reply, expiry, now);
      case 'c' -> reply.add(" c").add(Long.toUnsignedString(item.cas()));
      case 'f' -> number('f', Integer.toUnsignedLong(item.flags()));
      case 'l' -> number('l', now - item.used());
      case 'h' -> number('h', item.isFetched() ? 1 : 0);
      case 'O' -> writeWord(request, word, reply);
      case 'k' -> {
        boolean encoded = item.is(CachedItem.ENCODED_KEY);
        reply.add(" k").add(MetaArguments.shown(arguments.key(), encoded));
      }
      default -> {}
    }
  }

  private boolean isSoonOver(CachedItem item) {
    return !item.is(CachedItem.TOKEN_SENT)
        && !created
        && expiry != 0
        && Integer.compareUnsigned(expiry, arguments.recacheTime) < 0;
  }

  private void writeMarks(CachedItem item) {
    boolean sent = item.is(CachedItem.TOKEN_SENT);
    if (sent) {
      reply.add(" Z");
    }
    if (item.is(CachedItem.STALE)) {
      reply.add(" X");
      won |= !sent;
    }
    if (won) {
      reply.add(" W");
    }
  }

  private void number(char flag, long number) {
    reply.add(' ').add(flag).add(number);
  }

  /** What is left of a life: -1 for ever. */
  static void writeLife(CacheReply reply, int expiry, int now) {
    reply.add(" t");
    if (expiry == 0) {
      reply.add("-1");
    } else {
      reply.add(Integer.toUnsignedLong(expiry - now));
    }
  }

  /** A word of the request, given back. */
  static void writeWord(CacheRequest request, int word, CacheReply reply) {
    reply.add(' ').add(request.bytes(), request.start(word), request.length(word));
  }
}
