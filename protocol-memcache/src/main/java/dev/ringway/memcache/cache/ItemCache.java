package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.cache.ItemStore;
import dev.ringway.core.route.Leaf;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A cache in this process that does what a memcached does: its items, the unique numbers that it
 * gives them, and when all of them are to go. One for all workers.
 */
public final class ItemCache implements InternalCache {
  /** The longest item where nothing else is said, as in memcached. */
  public static final long USUAL_ITEM_BYTES = 1 << 20;

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String name;
  private final long maxItemBytes;
  private final CacheClock clock;
  private final ItemStore<CachedItem> items;
  private final AtomicLong lastCas = new AtomicLong();
  private final AtomicBoolean flushAwaited = new AtomicBoolean();
  private volatile int flushed;

  /**
   * @param maxBytes how much it may hold
   * @param maxItemBytes the longest item, as memcached counts it
   */
  public ItemCache(String name, long maxBytes, long maxItemBytes, CacheClock clock) {
    this.name = name;
    this.maxItemBytes = Math.min(maxItemBytes, maxBytes);
    this.clock = clock;
    this.items = new ItemStore<>(maxBytes, item -> item.value().length, this::lifeNanos);
  }

  @Override
  public Leaf newLeaf() {
    return new InternalLeaf(this);
  }

  @Override
  public CacheNumbers numbers() {
    return items.numbers();
  }

  String name() {
    return name;
  }

  CacheClock clock() {
    return clock;
  }

  /** The next unique number. */
  long nextCas() {
    return lastCas.incrementAndGet();
  }

  /** Whether an item may be as long as this. */
  boolean takes(int keyBytes, int flags, long valueBytes) {
    return CachedItem.size(keyBytes, flags, valueBytes) <= maxItemBytes;
  }

  long maxItemBytes() {
    return maxItemBytes;
  }

  /** What lives under a key, or null. */
  @Nullable CachedItem find(CacheKey key) {
    flushIfDue();
    CachedItem item = items.find(key);
    return item == null || isOver(item) ? null : item;
  }

  /** Changes what lives under a key. Returns what lives there then. */
  @Nullable CachedItem change(CacheKey key, CachedItem.Change change) {
    flushIfDue();
    while (true) {
      CachedItem there = items.find(key);
      CachedItem before = there == null || isOver(there) ? null : there;
      CachedItem after = change.of(before);
      if (after == there || items.exchange(key, there, after)) {
        return after;
      }
    }
  }

  /** Counts a key that was read. */
  void countRead(boolean found) {
    items.countRead(found);
  }

  void resetNumbers() {
    items.resetNumbers();
  }

  /**
   * Ends every item stored until a time.
   *
   * @param time as clients say it: 0 or below for now, seconds from now on, or a date
   */
  void flush(int time) {
    int now = clock.now();
    int until = (time > 0 ? clock.expiry(time) : now) - 1;
    if (until > now) {
      flushed = until;
      flushAwaited.set(true);
    } else {
      flushAwaited.set(false);
      flushed = until;
      items.clear();
    }
  }

  private void flushIfDue() {
    if (flushAwaited.get() && flushed <= clock.now() && flushAwaited.compareAndSet(true, false)) {
      items.clear();
    }
  }

  private boolean isOver(CachedItem item) {
    int now = clock.now();
    int until = flushed;
    boolean isFlushed = until != 0 && until <= now && item.used() <= until;
    return isFlushed || (item.expiry() != 0 && item.expiry() <= now);
  }

  private long lifeNanos(CachedItem item) {
    return item.expiry() == 0
        ? Long.MAX_VALUE
        : Math.max(0, item.expiry() - clock.now()) * SECOND_NANOS;
  }
}
