package dev.ringway.memcache.cache;

import org.jspecify.annotations.Nullable;

/**
 * An item of a cache in this process, with all that memcached keeps of one. What it says to clients
 * never changes: another item takes its place. When it was last used is written by whoever reads
 * it, and may be a moment behind.
 */
final class CachedItem {
  /** The value is out of date, and clients are told so. */
  static final int STALE = 1;

  /** One client was told to make the value anew. */
  static final int TOKEN_SENT = 2;

  /** The key was given encoded, and is shown so. */
  static final int ENCODED_KEY = 4;

  /** What memcached's own header takes, with the unique number and the ends of key and value. */
  private static final int HEADER_BYTES = 48 + 8 + 1 + 2;

  private static final int FLAGS_BYTES = 4;

  private final byte[] value;
  private final int flags;
  private final int expiry;
  private final long cas;
  private final int marks;
  private int used;
  private boolean fetched;

  /**
   * @param flags the client's, as unsigned
   * @param expiry as {@link CacheClock#expiry}
   * @param cas the unique number, as unsigned
   * @param now on the clock
   */
  CachedItem(byte[] value, int flags, int expiry, long cas, int marks, int now) {
    this.value = value;
    this.flags = flags;
    this.expiry = expiry;
    this.cas = cas;
    this.marks = marks;
    this.used = now;
  }

  /** What to make of an item. */
  interface Change {
    /**
     * May be asked again, if someone else was faster.
     *
     * @param before what lives under the key, or null
     * @return what is to live there from now on; {@code before} to leave it, null for nothing
     */
    @Nullable CachedItem of(@Nullable CachedItem before);
  }

  /** The same item, used as it was, with something changed. */
  CachedItem with(byte[] newValue, int newExpiry, long newCas, int newMarks) {
    CachedItem other = new CachedItem(newValue, flags, newExpiry, newCas, newMarks, used);
    other.fetched = fetched;
    return other;
  }

  /** The value; never to be changed. */
  byte[] value() {
    return value;
  }

  int flags() {
    return flags;
  }

  int expiry() {
    return expiry;
  }

  long cas() {
    return cas;
  }

  int marks() {
    return marks;
  }

  boolean is(int mark) {
    return (marks & mark) != 0;
  }

  /** When it was stored or last used, on the clock. */
  int used() {
    return used;
  }

  /** Whether anybody has read it. */
  boolean isFetched() {
    return fetched;
  }

  /** Notes that it was read; the first time counts as no use, as in memcached. */
  void fetch(int now) {
    if (fetched) {
      used = now;
    }
    fetched = true;
  }

  /** Notes that it was used. */
  void use(int now) {
    used = now;
  }

  /** How much memcached would say that it takes. */
  long size(int keyBytes) {
    return size(keyBytes, flags, value.length);
  }

  /** How much memcached would say that an item takes. */
  static long size(int keyBytes, int flags, long valueBytes) {
    return HEADER_BYTES + (flags == 0 ? 0 : FLAGS_BYTES) + keyBytes + valueBytes;
  }
}
