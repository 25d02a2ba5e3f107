package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.command.MemcacheCommands;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.ReplyLine;
import org.jspecify.annotations.Nullable;

/** The meta commands of a cache in this process; one worker's. */
final class MetaCommands {
  private static final byte[] EN = ReplyLine.ascii("EN");
  private static final byte[] HD = ReplyLine.ascii("HD");
  private static final byte[] NF = ReplyLine.ascii("NF");
  private static final byte[] NS = ReplyLine.ascii("NS");
  private static final byte[] EX = ReplyLine.ascii("EX");
  private static final byte[] LINE_END = ReplyLine.ascii("\r\n");
  private static final String LONG_OPAQUE = "CLIENT_ERROR opaque token too long";
  private static final String BAD_FLAGS = "CLIENT_ERROR invalid or duplicate flag";

  private final ItemCache cache;
  private final MetaArguments arguments;

  MetaCommands(ItemCache cache) {
    this.cache = cache;
    this.arguments = new MetaArguments(cache.clock());
  }

  Kind answer(CacheRequest request, CacheReply reply) {
    MemcacheCommand command = request.command();
    if (command == MemcacheCommands.MG) {
      return get(request, reply);
    }
    if (command == MemcacheCommands.MS) {
      return set(request, reply);
    }
    if (command == MemcacheCommands.MD) {
      return delete(request, reply);
    }
    return command == MemcacheCommands.MA ? count(request, reply) : debug(request, reply);
  }

  private Kind get(CacheRequest request, CacheReply reply) {
    String error = arguments.read(request, 2);
    if (error != null) {
      return error(error, reply);
    }
    CacheKey key = arguments.key();
    MetaGetting getting = new MetaGetting(cache, request, arguments, reply);
    CachedItem item = cache.change(key, getting);
    cache.countRead(item != null && !getting.isCreated());
    if (item == null) {
      return write(EN, Kind.MISS, request, 0, reply);
    }
    boolean touched = !getting.isFailed() || !arguments.locked;
    if (touched && !arguments.leavesUnused) {
      item.fetch(cache.clock().now());
    }
    return getting.isFailed() ? error(LONG_OPAQUE, reply) : Kind.HIT;
  }

  private Kind set(CacheRequest request, CacheReply reply) {
    String error = arguments.read(request, 3);
    Storing.Mode mode = error == null ? setMode() : null;
    if (mode == null) {
      return error(error == null ? "CLIENT_ERROR invalid mode for ms M token" : error, reply);
    }
    if (hasLongOpaque(request)) {
      return error(LONG_OPAQUE, reply);
    }
    CacheKey key = arguments.key();
    if (!cache.takes(key.length(), arguments.clientFlags, request.dataBytes())) {
      cache.change(key, _ -> null);
      reply.clear().add(Answers.TOO_LARGE);
      return Kind.CLIENT_ERROR;
    }
    CachedItem given =
        new CachedItem(
            request.data(),
            arguments.clientFlags,
            arguments.expiry,
            arguments.cas,
            arguments.encoded ? CachedItem.ENCODED_KEY : 0,
            cache.clock().now());
    boolean stalely = arguments.stalely && mode == Storing.Mode.CAS;
    Storing storing = new Storing(cache, mode, key.length(), given, stalely);
    cache.change(key, storing);
    return switch (storing.outcome()) {
      case STORED -> write(HD, Kind.HIT, request, storing.cas(), reply);
      case EXISTS -> write(EX, Kind.MISS, request, 0, reply);
      case NOT_FOUND -> write(NF, Kind.MISS, request, 0, reply);
      case NOT_STORED -> write(NS, Kind.MISS, request, 0, reply);
    };
  }

  private Storing.@Nullable Mode setMode() {
    Storing.Mode mode =
        switch (arguments.mode) {
          case 0, 'S' -> Storing.Mode.SET;
          case 'E' -> Storing.Mode.ADD;
          case 'A' -> Storing.Mode.APPEND;
          case 'P' -> Storing.Mode.PREPEND;
          case 'R' -> Storing.Mode.REPLACE;
          default -> null;
        };
    boolean replaces = mode == Storing.Mode.SET || mode == Storing.Mode.REPLACE;
    return arguments.hasCas && replaces ? Storing.Mode.CAS : mode;
  }

  private Kind delete(CacheRequest request, CacheReply reply) {
    if (arguments.read(request, 2) != null) {
      return error(BAD_FLAGS, reply);
    }
    if (hasLongOpaque(request)) {
      return error(LONG_OPAQUE, reply);
    }
    @Nullable CachedItem[] found = new CachedItem[1];
    cache.change(
        arguments.key(),
        item -> {
          found[0] = item;
          return item == null || !mayDelete(item) ? item : arguments.stalely ? stale(item) : null;
        });
    CachedItem item = found[0];
    if (item == null) {
      return write(NF, Kind.MISS, request, 0, reply);
    }
    return mayDelete(item)
        ? write(HD, Kind.HIT, request, 0, reply)
        : write(EX, Kind.MISS, request, 0, reply);
  }

  private boolean mayDelete(CachedItem item) {
    return !arguments.hasCas || item.cas() == arguments.cas;
  }

  /** The item out of date, for the next client to make anew. */
  private CachedItem stale(CachedItem item) {
    int marks = (item.marks() | CachedItem.STALE) & ~CachedItem.TOKEN_SENT;
    int expiry = arguments.hasTime ? arguments.expiry : item.expiry();
    return item.with(item.value(), expiry, cache.nextCas(), marks);
  }

  private Kind count(CacheRequest request, CacheReply reply) {
    if (arguments.read(request, 2) != null) {
      return error(BAD_FLAGS, reply);
    }
    char mode = arguments.mode;
    boolean up = mode == 0 || mode == 'I' || mode == '+';
    if (!up && mode != 'D' && mode != '-') {
      return error("CLIENT_ERROR invalid mode for ma M token", reply);
    }
    Counting counting = new Counting(cache, up, arguments.delta).ifCas(arguments.cas);
    int words = wordsBeforeLongOpaque(request);
    int expiry = expiryAfter(request, words, -1, false);
    if (expiry >= 0) {
      counting.andExpire(expiry);
    }
    if (arguments.vivifies) {
      counting.orCreate(arguments.initial, expiryAfter(request, words, 0, true));
    }
    cache.change(arguments.key(), counting);
    return switch (counting.outcome()) {
      case DONE, CREATED -> counted(counting, request, reply);
      case NOT_FOUND -> write(NF, Kind.MISS, request, 0, reply);
      case EXISTS -> write(EX, Kind.MISS, request, 0, reply);
      case NOT_NUMERIC -> error(InternalLeaf.NOT_NUMERIC, reply);
    };
  }

  private Kind counted(Counting counting, CacheRequest request, CacheReply reply) {
    boolean created = counting.outcome() == Counting.Outcome.CREATED;
    reply.clear();
    if (arguments.wantsValue) {
      reply.add(ReplyLine.VA).add(counting.digits().length);
    } else {
      reply.add(HD);
    }
    for (int word = 2; word < request.count(); word++) {
      if (MetaArguments.isLongOpaque(request, word)) {
        return error(LONG_OPAQUE, reply);
      }
      switch (request.first(word)) {
        case 'c' -> reply.add(" c").add(Long.toUnsignedString(counting.newCas()));
        case 't' -> {
          int expiry = expiryAfter(request, word, counting.expiryBefore(), created);
          MetaGetting.writeLife(reply, expiry, cache.clock().now());
        }
        default -> writeEcho(request, word, arguments.encoded, reply);
      }
    }
    reply.add(LINE_END);
    if (arguments.wantsValue) {
      reply.add(counting.digits()).add(LINE_END);
    }
    return Kind.HIT;
  }

  /** The life that the words before one give an item that had another. */
  private int expiryAfter(CacheRequest request, int words, int before, boolean created) {
    int expiry = before;
    for (int word = 2; word < words; word++) {
      byte flag = request.first(word);
      if (flag == 'T') {
        expiry = arguments.expiry;
      } else if (flag == 'N' && created) {
        expiry = arguments.vivifiedExpiry;
      }
    }
    return expiry;
  }

  private Kind debug(CacheRequest request, CacheReply reply) {
    boolean encoded = request.count() > 2 && request.is(2, "b");
    if (encoded && arguments.read(request, 2) != null) {
      return error("CLIENT_ERROR bad command line format", reply);
    }
    CacheKey key = encoded ? arguments.key() : request.key(1);
    CachedItem item = cache.find(key);
    reply.clear();
    if (item == null) {
      reply.add(EN).add(LINE_END);
      return Kind.MISS;
    }
    int now = cache.clock().now();
    byte[] shown = MetaArguments.shown(key, item.is(CachedItem.ENCODED_KEY));
    int keyBytes = item.is(CachedItem.ENCODED_KEY) ? shown.length - 2 : shown.length;
    reply
        .add("ME ")
        .add(shown, 0, keyBytes)
        .add(" exp=")
        .add(Integer.toString(item.expiry() == 0 ? -1 : now - item.expiry()))
        .add(" la=")
        .add(now - item.used())
        .add(" cas=")
        .add(Long.toUnsignedString(item.cas()))
        .add(item.isFetched() ? " fetch=yes" : " fetch=no")
        .add(" cls=0 size=")
        .add(item.size(key.length()))
        .add(LINE_END);
    return Kind.HIT;
  }

  /** A status and what was asked to be given back with it. */
  private Kind write(byte[] status, Kind kind, CacheRequest request, long cas, CacheReply reply) {
    boolean sets = request.command() == MemcacheCommands.MS;
    reply.clear().add(status);
    for (int word = 2; word < request.count(); word++) {
      if (MetaArguments.isLongOpaque(request, word)) {
        return error(LONG_OPAQUE, reply);
      }
      if (sets && request.first(word) == 'c') {
        reply.add(" c").add(Long.toUnsignedString(cas));
      } else {
        writeEcho(request, word, arguments.encoded, reply);
      }
    }
    reply.add(LINE_END);
    return kind;
  }

  private void writeEcho(CacheRequest request, int word, boolean encoded, CacheReply reply) {
    if (request.first(word) == 'O') {
      MetaGetting.writeWord(request, word, reply);
    } else if (request.first(word) == 'k') {
      reply.add(" k").add(MetaArguments.shown(arguments.key(), encoded));
    }
  }

  private static boolean hasLongOpaque(CacheRequest request) {
    return wordsBeforeLongOpaque(request) < request.count();
  }

  private static int wordsBeforeLongOpaque(CacheRequest request) {
    for (int word = 2; word < request.count(); word++) {
      if (MetaArguments.isLongOpaque(request, word)) {
        return word;
      }
    }
    return request.count();
  }

  private static Kind error(String line, CacheReply reply) {
    reply.clear().add(line).add(LINE_END);
    return Kind.CLIENT_ERROR;
  }
}
