package dev.ringway.memcache.cache;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One attempt to store a value under a key of a cache in this process. */
final class Storing implements CachedItem.Change {
  /** When, and how, to store. */
  enum Mode {
    SET,
    ADD,
    REPLACE,
    APPEND,
    PREPEND,
    CAS
  }

  /** What came of it. */
  enum Outcome {
    STORED,
    EXISTS,
    NOT_FOUND,
    NOT_STORED
  }

  private final ItemCache cache;
  private final Mode mode;
  private final int keyBytes;
  private final CachedItem given;
  private final boolean stalely;
  private Outcome outcome = Outcome.NOT_STORED;
  private long cas;

  /**
   * @param given value, flags, expiry, marks; its number is the one that must match, or 0
   * @param stalely whether an older number may store, what then counts as out of date
   */
  Storing(ItemCache cache, Mode mode, int keyBytes, CachedItem given, boolean stalely) {
    this.cache = cache;
    this.mode = mode;
    this.keyBytes = keyBytes;
    this.given = given;
    this.stalely = stalely;
  }

  Outcome outcome() {
    return outcome;
  }

  /** The unique number of what was stored; 0 if nothing was. */
  long cas() {
    return cas;
  }

  @Override
  public @Nullable CachedItem of(@Nullable CachedItem before) {
    cas = 0;
    return before == null ? ofNothing() : ofItem(before);
  }

  private @Nullable CachedItem ofNothing() {
    return switch (mode) {
      case SET, ADD -> stored(given.value(), given.flags(), given.expiry(), given.marks());
      case CAS -> refused(Outcome.NOT_FOUND, null);
      case REPLACE, APPEND, PREPEND -> refused(Outcome.NOT_STORED, null);
    };
  }

  private @Nullable CachedItem ofItem(CachedItem before) {
    boolean asked = given.cas() != 0;
    boolean matches = asked && given.cas() == before.cas();
    return switch (mode) {
      case SET, REPLACE -> stored(given.value(), given.flags(), given.expiry(), given.marks());
      case ADD -> {
        before.use(cache.clock().now());
        yield refused(Outcome.NOT_STORED, before);
      }
      case CAS -> {
        if (matches) {
          yield stored(given.value(), given.flags(), given.expiry(), given.marks());
        }
        boolean older = asked && Long.compareUnsigned(given.cas(), before.cas()) < 0;
        yield stalely && older ? stale(before) : refused(Outcome.EXISTS, before);
      }
      case APPEND, PREPEND -> {
        if (asked && !matches) {
          yield refused(Outcome.EXISTS, before);
        }
        long length = (long) before.value().length + given.value().length;
        yield cache.takes(keyBytes, before.flags(), length)
            ? stored(joined(before), before.flags(), before.expiry(), 0)
            : refused(Outcome.NOT_STORED, before);
      }
    };
  }

  /** The value of a client that was too slow: better than none, and marked as what it is. */
  private CachedItem stale(CachedItem before) {
    int marks = given.marks() | CachedItem.STALE | (before.marks() & CachedItem.TOKEN_SENT);
    return stored(given.value(), given.flags(), before.expiry(), marks);
  }

  private byte[] joined(CachedItem before) {
    boolean behind = mode == Mode.APPEND;
    byte[] first = behind ? before.value() : given.value();
    byte[] second = behind ? given.value() : before.value();
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private CachedItem stored(byte[] value, int flags, int expiry, int marks) {
    outcome = Outcome.STORED;
    cas = cache.nextCas();
    return new CachedItem(value, flags, expiry, cas, marks, cache.clock().now());
  }

  private @Nullable CachedItem refused(Outcome reason, @Nullable CachedItem before) {
    outcome = reason;
    return before;
  }
}
