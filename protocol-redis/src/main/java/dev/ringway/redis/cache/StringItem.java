package dev.ringway.redis.cache;

import org.jspecify.annotations.Nullable;

/**
 * A string in a cache in this process. Immutable, and compared by identity.
 *
 * @param value never to be changed
 * @param expiry when its life is over, in milliseconds since 1970; {@link #NEVER} if it has no end
 */
@SuppressWarnings("ArrayRecordComponent")
record StringItem(byte[] value, long expiry) {
  static final long NEVER = -1;

  /** What to make of an item. */
  interface Change {
    /**
     * May be asked again, if someone else was faster.
     *
     * @param before what lives under the key, or null
     * @return what is to live there from now on; {@code before} to leave it, null for nothing
     */
    @Nullable StringItem of(@Nullable StringItem before);
  }

  boolean isOver(long nowMillis) {
    return expiry != NEVER && expiry <= nowMillis;
  }

  StringItem withValue(byte[] other) {
    return new StringItem(other, expiry);
  }

  StringItem withExpiry(long other) {
    return new StringItem(value, other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
