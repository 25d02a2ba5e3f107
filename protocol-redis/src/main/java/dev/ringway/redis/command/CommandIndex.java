package dev.ringway.redis.command;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds commands by their name's bytes, in any case, without allocating: an open hash table over
 * names folded to lower case and packed into three longs.
 */
public final class CommandIndex {
  /** The longest name it can hold. */
  public static final int MAX_NAME_BYTES = 24;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bit that tells lower-case letters from upper-case ones, in every byte. */
  private static final long LOWER = 0x2020202020202020L;

  private final @Nullable RedisCommand[] rows;
  private final long[] words;
  private final int mask;
  private final List<RedisCommand> all;

  public CommandIndex(List<RedisCommand> commands) {
    all = List.copyOf(commands);
    int size = Integer.highestOneBit(Math.max(1, 4 * commands.size())) << 1;
    rows = new RedisCommand[size];
    words = new long[3 * size];
    mask = size - 1;
    for (RedisCommand command : commands) {
      byte[] name = command.word().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      long w0 = word(name, 0, name.length);
      long w1 = word(name, 8, name.length - 8);
      long w2 = word(name, 16, name.length - 16);
      int slot = slot(w0, w1, w2);
      while (rows[slot] != null) {
        slot = (slot + 1) & mask;
      }
      rows[slot] = command;
      words[3 * slot] = w0;
      words[3 * slot + 1] = w1;
      words[3 * slot + 2] = w2;
    }
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** All of them, in the table's order. */
  public List<RedisCommand> all() {
    return all;
  }

  /** The command of this name, or null. */
  public @Nullable RedisCommand find(byte[] bytes, int offset, int length) {
    if (length > MAX_NAME_BYTES || length == 0) {
      return null;
    }
    long w0 = word(bytes, offset, length);
    long w1 = length > 8 ? word(bytes, offset + 8, length - 8) : 0;
    long w2 = length > 16 ? word(bytes, offset + 16, length - 16) : 0;
    int slot = slot(w0, w1, w2);
    RedisCommand row = rows[slot];
    while (row != null) {
      if (words[3 * slot] == w0 && words[3 * slot + 1] == w1 && words[3 * slot + 2] == w2) {
        return isSame(row.word(), bytes, offset, length) ? row : null;
      }
      slot = (slot + 1) & mask;
      row = rows[slot];
    }
    return null;
  }

  private int slot(long w0, long w1, long w2) {
    long mixed = (w0 ^ Long.rotateLeft(w1, 21) ^ Long.rotateLeft(w2, 42)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & mask;
  }

  /** Up to eight bytes, folded; bytes behind the name count as zero. */
  private static long word(byte[] bytes, int offset, int length) {
    if (length <= 0) {
      return 0;
    }
    if (length >= 8) {
      return (long) LONGS.get(bytes, offset) | LOWER;
    }
    long used = (1L << (8 * length)) - 1;
    if (offset + 8 <= bytes.length) {
      return ((long) LONGS.get(bytes, offset) | LOWER) & used;
    }
    long word = 0;
    for (int i = length - 1; i >= 0; i--) {
      word = word << 8 | (bytes[offset + i] & 0xff);
    }
    return (word | LOWER) & used;
  }

  /** The folded words are the same for letters in any case, and for a few bytes that are none. */
  private static boolean isSame(String name, byte[] bytes, int offset, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int b = bytes[offset + i];
      if (b >= 'A' && b <= 'Z') {
        b += 32;
      }
      if (b != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
