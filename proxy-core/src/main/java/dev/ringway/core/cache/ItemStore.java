package dev.ringway.core.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The items of a cache inside the proxy by key, bounded in bytes and shared by all workers. Nothing
 * here waits: an item is changed by being exchanged for another, and who comes too late tries again
 * with what is there then.
 *
 * <p>Items are immutable in what a client can be told, and compared by identity. Whether an item's
 * life is over says the protocol, exactly; the store lets it go some time later.
 *
 * @param <I> what is stored
 */
public final class ItemStore<I> {
  /**
   * What an entry takes beside the bytes of its key and its value: two arrays' headers, the key,
   * the item, the map's node and the policy's, in bytes; 150 to 175 were measured.
   */
  public static final int ENTRY_BYTES = 176;

  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final long maxBytes;
  private final ToIntFunction<I> valueBytes;
  private final ToLongFunction<I> lifeNanos;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();
  private final LongAdder stores = new LongAdder();
  private final LongAdder evictions = new LongAdder();
  private volatile Cache<CacheKey, I> items;

  /**
   * @param maxBytes how much it may hold, {@link #ENTRY_BYTES} for each entry included
   * @param valueBytes an item's size without its key
   * @param lifeNanos how long an item has to live from now on, {@link Long#MAX_VALUE} for ever
   */
  public ItemStore(long maxBytes, ToIntFunction<I> valueBytes, ToLongFunction<I> lifeNanos) {
    this.maxBytes = maxBytes;
    this.valueBytes = valueBytes;
    this.lifeNanos = lifeNanos;
    this.items = empty();
  }

  /** What is stored under a key, even if its life is over; null if nothing is. */
  public @Nullable I find(CacheKey key) {
    return items.getIfPresent(key);
  }

  /**
   * Exchanges what is stored under a key, unless it has changed.
   *
   * @param before what {@link #find} gave
   * @param after what is to be stored; null for nothing
   * @return whether {@code before} was still there
   */
  public boolean exchange(CacheKey key, @Nullable I before, @Nullable I after) {
    ConcurrentMap<CacheKey, I> map = items.asMap();
    if (after == null) {
      return before == null || map.remove(key, before);
    }
    boolean done =
        before == null ? map.putIfAbsent(key, after) == null : map.replace(key, before, after);
    if (done) {
      stores.increment();
    }
    return done;
  }

  /** Lets everything go, at once. */
  public void clear() {
    items = empty();
  }

  /** Counts a key that was read. */
  public void countRead(boolean found) {
    (found ? hits : misses).increment();
  }

  /** What is held and was done. */
  public CacheNumbers numbers() {
    Cache<CacheKey, I> now = items;
    long bytes =
        now.policy().eviction().map(Policy.Eviction::weightedSize).stream()
            .flatMapToLong(OptionalLong::stream)
            .sum();
    return new CacheNumbers(
        maxBytes,
        bytes,
        now.estimatedSize(),
        hits.sum(),
        misses.sum(),
        stores.sum(),
        evictions.sum());
  }

  /** Counts from nothing again. */
  public void resetNumbers() {
    hits.reset();
    misses.reset();
    stores.reset();
    evictions.reset();
  }

  /** Maintenance runs on the thread whose write calls for it, in small pieces. */
  private Cache<CacheKey, I> empty() {
    return Caffeine.newBuilder()
        .maximumWeight(maxBytes)
        .weigher(this::weight)
        .expireAfter(new Life())
        .evictionListener(this::countEviction)
        .executor(Runnable::run)
        .build();
  }

  private void countEviction(@Nullable CacheKey key, @Nullable I item, RemovalCause cause) {
    if (cause == RemovalCause.SIZE) {
      evictions.increment();
    }
  }

  private int weight(CacheKey key, I item) {
    return (int)
        Math.min(
            Integer.MAX_VALUE, ENTRY_BYTES + (long) key.length() + valueBytes.applyAsInt(item));
  }

  /** When an item may be let go: a while after its life is over. */
  private final class Life implements Expiry<CacheKey, I> {
    @Override
    public long expireAfterCreate(CacheKey key, I item, long currentTime) {
      long nanos = lifeNanos.applyAsLong(item);
      return nanos >= Long.MAX_VALUE - GRACE_NANOS ? Long.MAX_VALUE : nanos + GRACE_NANOS;
    }

    @Override
    public long expireAfterUpdate(CacheKey key, I item, long currentTime, long currentDuration) {
      return expireAfterCreate(key, item, currentTime);
    }

    @Override
    public long expireAfterRead(CacheKey key, I item, long currentTime, long currentDuration) {
      return currentDuration;
    }
  }
}
