package dev.ringway.core.cache;

import java.util.Arrays;

/** A key of a cache inside the proxy: bytes that are its own, with their hash. */
public final class CacheKey implements Comparable<CacheKey> {
  private final byte[] bytes;
  private final int hash;

  private CacheKey(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** The key in {@code source[from, from + length)}, copied. */
  public static CacheKey of(byte[] source, int from, int length) {
    return new CacheKey(Arrays.copyOfRange(source, from, from + length));
  }

  /** Length in bytes. */
  public int length() {
    return bytes.length;
  }

  /** The key's bytes; borrowed, never to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CacheKey key && key.hash == hash && Arrays.equals(key.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Any order will do: it keeps keys that someone made collide from slowing the map down. */
  @Override
  public int compareTo(CacheKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public String toString() {
    return "a key of " + bytes.length + " bytes";
  }
}
