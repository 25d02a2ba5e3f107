package dev.ringway.redis.pubsub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The name of a channel, or a pattern: bytes that are equal if they are the same. One that lends
 * from an array ({@link #lend}) is for looking up only.
 */
public final class Name {
  private static final byte[] KEYSPACE = "__keyspace@".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] KEYEVENT = "__keyevent@".getBytes(StandardCharsets.US_ASCII);

  private byte[] array;
  private int offset;
  private int length;
  private int hash;

  /** A name that keeps the array. */
  public Name(byte[] bytes) {
    array = bytes;
    lend(bytes, 0, bytes.length);
  }

  /** Points to other bytes, which are borrowed. */
  Name lend(byte[] bytes, int from, int count) {
    array = bytes;
    offset = from;
    length = count;
    int sum = 1;
    for (int i = from; i < from + count; i++) {
      sum = 31 * sum + bytes[i];
    }
    hash = sum;
    return this;
  }

  /** The bytes of a name that keeps them. */
  public byte[] bytes() {
    return array;
  }

  /** Whether it is of a channel on which each server tells what happens to its own keys. */
  boolean isOfEveryServer() {
    return startsWith(KEYSPACE) || startsWith(KEYEVENT);
  }

  private boolean startsWith(byte[] start) {
    return length >= start.length
        && Arrays.equals(array, offset, offset + start.length, start, 0, start.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Name name
        && hash == name.hash
        && Arrays.equals(
            array, offset, offset + length, name.array, name.offset, name.offset + name.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
