package dev.ringway.memcache.cache;

import dev.ringway.memcache.text.Numbers;
import dev.ringway.memcache.text.ReplyLine;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One attempt to add to, or to take from, a number in a cache in this process. */
public final class Counting implements CachedItem.Change {
  /** What came of it. */
  enum Outcome {
    DONE,
    CREATED,
    NOT_FOUND,
    NOT_NUMERIC,
    EXISTS
  }

  private static final byte[] NOTHING = new byte[0];

  private final ItemCache cache;
  private final boolean up;
  private final long delta;
  private long cas;
  private boolean vivifies;
  private long initial;
  private int createdExpiry;
  private int newExpiry = -1;
  private Outcome outcome = Outcome.NOT_FOUND;
  private byte[] digits = NOTHING;
  private int expiryBefore;
  private long newCas;

  /**
   * @param delta as unsigned
   */
  Counting(ItemCache cache, boolean up, long delta) {
    this.cache = cache;
    this.up = up;
    this.delta = delta;
  }

  /** Counts only if the unique number matches; 0 for any. */
  Counting ifCas(long number) {
    cas = number;
    return this;
  }

  /** Makes the item where there is none. */
  Counting orCreate(long first, int expiry) {
    vivifies = true;
    initial = first;
    createdExpiry = expiry;
    return this;
  }

  /** Gives the item another life as well. */
  Counting andExpire(int expiry) {
    newExpiry = expiry;
    return this;
  }

  Outcome outcome() {
    return outcome;
  }

  /** The number then. */
  byte[] digits() {
    return digits;
  }

  /** When the item would have ended before. */
  int expiryBefore() {
    return expiryBefore;
  }

  long newCas() {
    return newCas;
  }

  @Override
  public @Nullable CachedItem of(@Nullable CachedItem before) {
    if (before == null) {
      outcome = vivifies ? Outcome.CREATED : Outcome.NOT_FOUND;
      return vivifies ? created() : null;
    }
    byte[] value = before.value();
    int end = endOfNumber(value);
    if (end == 0 || (cas != 0 && cas != before.cas())) {
      outcome =
          value.length == 0 || cas == 0 || cas == before.cas()
              ? Outcome.NOT_NUMERIC
              : Outcome.EXISTS;
      return before;
    }
    outcome = Outcome.DONE;
    expiryBefore = before.expiry();
    long number = Numbers.loose(value, 0, end);
    digits = ReplyLine.ascii(Long.toUnsignedString(result(number)));
    newCas = cache.nextCas();
    return counted(before);
  }

  private long result(long number) {
    return up ? number + delta : Long.compareUnsigned(delta, number) > 0 ? 0 : number - delta;
  }

  /**
   * Where there is room the digits take the place of the old ones, with blanks behind them, and the
   * item stays what it was. Where there is not memcached makes another item, which keeps nothing
   * but flags and life; a new life asked for at the same time is lost.
   */
  private CachedItem counted(CachedItem before) {
    int now = cache.clock().now();
    int length = before.value().length;
    if (digits.length > length) {
      return new CachedItem(digits, before.flags(), before.expiry(), newCas, 0, now);
    }
    byte[] padded = Arrays.copyOf(digits, length);
    Arrays.fill(padded, digits.length, length, (byte) ' ');
    int expiry = newExpiry >= 0 ? newExpiry : before.expiry();
    CachedItem after = before.with(padded, expiry, newCas, before.marks());
    after.use(now);
    return after;
  }

  private CachedItem created() {
    digits = ReplyLine.ascii(Long.toUnsignedString(initial));
    expiryBefore = 0;
    newCas = cache.nextCas();
    return new CachedItem(digits, 0, createdExpiry, newCas, 0, cache.clock().now());
  }

  /** Where the number ends that a value begins with; 0 if it does not, as memcached reads it. */
  private static int endOfNumber(byte[] value) {
    int end = 0;
    while (end < value.length && value[end] != 0) {
      end++;
    }
    return end > 0 && Numbers.isLoose(value, 0, end, false) ? end : 0;
  }
}
