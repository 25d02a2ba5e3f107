package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.ReplyLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker's way to a cache in this process: answers at once what a memcached would answer. */
final class InternalLeaf implements Leaf {
  static final String NOT_NUMERIC = "CLIENT_ERROR cannot increment or decrement non-numeric value";

  private static final byte[] EXISTS = Answers.line("EXISTS");
  private static final byte[] NOT_FOUND = Answers.line("NOT_FOUND");
  private static final byte[] NOT_STORED = Answers.line("NOT_STORED");
  private static final byte[] DELETED = Answers.line("DELETED");
  private static final byte[] TOUCHED = Answers.line("TOUCHED");
  private static final byte[] RESET = Answers.line("RESET");
  private static final byte[] NOT_NUMERIC_LINE = Answers.line(NOT_NUMERIC);
  private static final byte[] BAD_DELTA =
      Answers.line("CLIENT_ERROR invalid numeric delta argument");

  /** What a memcached can say of its inside, and there is none here. */
  private static final List<String> EMPTY_STATS =
      List.of("items", "slabs", "sizes", "settings", "conns");

  private static final byte[] LINE_END = ReplyLine.ascii("\r\n");

  private final ItemCache cache;
  private final MetaCommands meta;
  private final CacheRequest request = new CacheRequest();
  private @Nullable CacheReply idle;

  InternalLeaf(ItemCache cache) {
    this.cache = cache;
    this.meta = new MetaCommands(cache);
  }

  @Override
  public String describe() {
    return "internal " + cache.name();
  }

  /** Who is answered may ask again before this returns: that answer is made elsewhere. */
  @Override
  public void send(Request asked, ReplySink sink, int index) {
    CacheReply reply = idle == null ? new CacheReply() : idle;
    idle = null;
    Kind kind = answer(request.of(asked.frame()), reply);
    reply.give(kind, sink, index);
    idle = reply;
  }

  private Kind answer(CacheRequest asked, CacheReply reply) {
    byte[] refusal = asked.refusal();
    if (refusal != null) {
      return give(refusal, Kind.CLIENT_ERROR, reply);
    }
    return switch (asked.command().shape()) {
      case KEYS -> get(asked, reply, 1, false);
      case TOUCHED_KEYS -> get(asked, reply, 2, true);
      case STORAGE, CAS -> store(asked, reply);
      case DELETE -> delete(asked, reply);
      case KEY_AND_VALUE ->
          asked.command() == MemcacheCommands.TOUCH ? touch(asked, reply) : count(asked, reply);
      case META, META_SET, META_DEBUG -> meta.answer(asked, reply);
      case FLUSH_ALL -> flush(asked, reply);
      case STATS -> stats(asked, reply);
      default -> give(Answers.NOT_SUPPORTED_HERE, Kind.CLIENT_ERROR, reply);
    };
  }

  private Kind get(CacheRequest asked, CacheReply reply, int firstKey, boolean touches) {
    MemcacheCommand command = asked.command();
    boolean withCas = command == MemcacheCommands.GETS || command == MemcacheCommands.GATS;
    int expiry = touches ? cache.clock().expiry((int) asked.number(1, 0)) : 0;
    Kind kind = Kind.MISS;
    for (int word = firstKey; word < asked.count(); word++) {
      CacheKey key = asked.key(word);
      CachedItem item = touches ? touched(key, expiry) : cache.find(key);
      cache.countRead(item != null);
      if (item != null) {
        item.fetch(cache.clock().now());
        write(key, item, withCas, reply);
        kind = Kind.HIT;
      }
    }
    reply.add(Answers.END);
    return kind;
  }

  private static void write(CacheKey key, CachedItem item, boolean withCas, CacheReply reply) {
    reply
        .add(ReplyLine.VALUE)
        .add(key.bytes())
        .add(' ')
        .add(Integer.toUnsignedLong(item.flags()))
        .add(' ')
        .add(item.value().length);
    if (withCas) {
      reply.add(' ').add(Long.toUnsignedString(item.cas()));
    }
    reply.add(LINE_END).addValue(item.value()).add(LINE_END);
  }

  private @Nullable CachedItem touched(CacheKey key, int expiry) {
    return cache.change(
        key,
        item ->
            item == null || item.expiry() == expiry
                ? item
                : item.with(item.value(), expiry, item.cas(), item.marks()));
  }

  private Kind store(CacheRequest asked, CacheReply reply) {
    Storing.Mode mode = mode(asked.command());
    CacheKey key = asked.key(1);
    int flags = (int) asked.number(2, 0);
    if (!cache.takes(key.length(), flags, asked.dataBytes())) {
      if (mode == Storing.Mode.SET) {
        cache.change(key, _ -> null);
      }
      return give(Answers.TOO_LARGE, Kind.CLIENT_ERROR, reply);
    }
    CacheClock clock = cache.clock();
    int expiry = clock.expiry((int) asked.number(3, 0));
    long cas = mode == Storing.Mode.CAS ? asked.number(5, 0) : 0;
    CachedItem given = new CachedItem(asked.data(), flags, expiry, cas, 0, clock.now());
    Storing storing = new Storing(cache, mode, key.length(), given, false);
    cache.change(key, storing);
    return switch (storing.outcome()) {
      case STORED -> give(Answers.STORED, Kind.HIT, reply);
      case EXISTS -> give(EXISTS, Kind.MISS, reply);
      case NOT_FOUND -> give(NOT_FOUND, Kind.MISS, reply);
      case NOT_STORED -> give(NOT_STORED, Kind.MISS, reply);
    };
  }

  private static Storing.Mode mode(MemcacheCommand command) {
    if (command == MemcacheCommands.SET) {
      return Storing.Mode.SET;
    }
    if (command == MemcacheCommands.ADD) {
      return Storing.Mode.ADD;
    }
    if (command == MemcacheCommands.REPLACE) {
      return Storing.Mode.REPLACE;
    }
    if (command == MemcacheCommands.APPEND) {
      return Storing.Mode.APPEND;
    }
    return command == MemcacheCommands.PREPEND ? Storing.Mode.PREPEND : Storing.Mode.CAS;
  }

  private Kind delete(CacheRequest asked, CacheReply reply) {
    boolean[] found = new boolean[1];
    cache.change(
        asked.key(1),
        item -> {
          found[0] = item != null;
          return null;
        });
    return found[0] ? give(DELETED, Kind.HIT, reply) : give(NOT_FOUND, Kind.MISS, reply);
  }

  private Kind touch(CacheRequest asked, CacheReply reply) {
    if (!asked.isNumber(2, 0, true)) {
      return give(Answers.BAD_EXPTIME, Kind.CLIENT_ERROR, reply);
    }
    CachedItem item = touched(asked.key(1), cache.clock().expiry((int) asked.number(2, 0)));
    if (item == null) {
      return give(NOT_FOUND, Kind.MISS, reply);
    }
    item.fetch(cache.clock().now());
    return give(TOUCHED, Kind.HIT, reply);
  }

  private Kind count(CacheRequest asked, CacheReply reply) {
    if (!asked.isNumber(2, 0, false)) {
      return give(BAD_DELTA, Kind.CLIENT_ERROR, reply);
    }
    boolean up = asked.command() == MemcacheCommands.INCR;
    Counting counting = new Counting(cache, up, asked.number(2, 0));
    cache.change(asked.key(1), counting);
    return switch (counting.outcome()) {
      case NOT_FOUND -> give(NOT_FOUND, Kind.MISS, reply);
      case NOT_NUMERIC, EXISTS -> give(NOT_NUMERIC_LINE, Kind.CLIENT_ERROR, reply);
      case DONE, CREATED -> {
        reply.add(counting.digits()).add(LINE_END);
        yield Kind.HIT;
      }
    };
  }

  private Kind flush(CacheRequest asked, CacheReply reply) {
    boolean delayed = asked.count() > 1;
    if (delayed && !asked.isNumber(1, 0, true)) {
      return give(Answers.BAD_EXPTIME, Kind.CLIENT_ERROR, reply);
    }
    cache.flush(delayed ? (int) asked.number(1, 0) : 0);
    return give(Answers.OK, Kind.HIT, reply);
  }

  private Kind stats(CacheRequest asked, CacheReply reply) {
    if (asked.count() > 1 && asked.is(1, "reset")) {
      cache.resetNumbers();
      return give(RESET, Kind.HIT, reply);
    }
    if (asked.count() == 1) {
      writeStats(reply);
      return give(Answers.END, Kind.HIT, reply);
    }
    boolean known = EMPTY_STATS.stream().anyMatch(word -> asked.is(1, word));
    return known
        ? give(Answers.END, Kind.HIT, reply)
        : give(Answers.ERROR, Kind.CLIENT_ERROR, reply);
  }

  private void writeStats(CacheReply reply) {
    CacheNumbers numbers = cache.numbers();
    stat("curr_items", numbers.entries(), reply);
    stat("bytes", numbers.bytes(), reply);
    stat("limit_maxbytes", numbers.maxBytes(), reply);
    stat("item_size_max", cache.maxItemBytes(), reply);
    stat("cmd_get", numbers.hits() + numbers.misses(), reply);
    stat("get_hits", numbers.hits(), reply);
    stat("get_misses", numbers.misses(), reply);
    stat("total_items", numbers.stores(), reply);
    stat("evictions", numbers.evictions(), reply);
  }

  private static void stat(String name, long value, CacheReply reply) {
    reply.add("STAT ").add(name).add(' ').add(value).add(LINE_END);
  }

  private static Kind give(byte[] line, Kind kind, CacheReply reply) {
    reply.add(line);
    return kind;
  }
}
