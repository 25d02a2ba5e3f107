package dev.ringway.redis.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.cache.CacheNumbers;
import dev.ringway.core.cache.CacheReply;
import dev.ringway.core.cache.InternalCache;
import dev.ringway.core.cache.ItemStore;
import dev.ringway.core.route.Leaf;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A cache of strings in this process, that are changed as Redis changes them. */
public final class StringCache implements InternalCache {
  /** The longest key and value together where nothing else is said. */
  public static final long USUAL_ITEM_BYTES = CacheReply.MAX_BYTES;

  private final String name;
  private final long maxItemBytes;
  private final LongSupplier clock;
  private final ItemStore<StringItem> items;

  /**
   * @param maxBytes how much it may hold
   * @param maxItemBytes the longest key and value together
   * @param clock milliseconds since 1970
   */
  public StringCache(String name, long maxBytes, long maxItemBytes, LongSupplier clock) {
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

  /** Milliseconds since 1970. */
  long now() {
    return clock.getAsLong();
  }

  /** Whether a key may have a value as long as this. */
  boolean takes(CacheKey key, long valueBytes) {
    return key.length() + valueBytes <= maxItemBytes;
  }

  long maxItemBytes() {
    return maxItemBytes;
  }

  /** What lives under a key, or null. */
  @Nullable StringItem find(CacheKey key) {
    StringItem item = items.find(key);
    return item == null || item.isOver(now()) ? null : item;
  }

  /** As {@link #find}, and counted. */
  @Nullable StringItem read(CacheKey key) {
    StringItem item = find(key);
    items.countRead(item != null);
    return item;
  }

  /** Changes what lives under a key. Returns what lived there before. */
  @Nullable StringItem change(CacheKey key, StringItem.Change change) {
    while (true) {
      StringItem there = items.find(key);
      StringItem before = there == null || there.isOver(now()) ? null : there;
      StringItem after = change.of(before);
      if (Objects.equals(after, there) || items.exchange(key, there, after)) {
        return before;
      }
    }
  }

  /** Lets everything go. */
  void clear() {
    items.clear();
  }

  private long lifeNanos(StringItem item) {
    if (item.expiry() == StringItem.NEVER) {
      return Long.MAX_VALUE;
    }
    long millis = Math.max(0, item.expiry() - now());
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
