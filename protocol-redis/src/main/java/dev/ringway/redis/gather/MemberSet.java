package dev.ringway.redis.gather;

import dev.ringway.redis.resp.RespWriter;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The members of a set, each a span of one growing array, found by an open hash table. Every member
 * has a mark, 0 at first. The hash is salted, so that nobody can choose members that collide.
 */
final class MemberSet {
  private static final int GONE = -1;

  private final int salt = ThreadLocalRandom.current().nextInt();
  private byte[] bytes = new byte[1024];
  private int used;
  private int[] starts = new int[64];
  private int[] lengths = new int[64];
  private int[] marks = new int[64];
  private int count;
  private int gone;

  /** The index of a member plus one, or 0, by its hash. */
  private int[] table = new int[128];

  /** Number of members. */
  int size() {
    return count - gone;
  }

  /** Adds a member if it is not there; copies it. */
  void add(byte[] source, int offset, int length) {
    int slot = slot(source, offset, length);
    if (table[slot] != 0) {
      return;
    }
    room(length);
    System.arraycopy(source, offset, bytes, used, length);
    starts[count] = used;
    lengths[count] = length;
    used += length;
    count++;
    table[slot] = count;
    if (2 * count > table.length) {
      rehash();
    }
  }

  /** The index of a member that is there, from 0, or a negative number. */
  int find(byte[] source, int offset, int length) {
    return table[slot(source, offset, length)] - 1;
  }

  int mark(int index) {
    return marks[index];
  }

  void mark(int index, int mark) {
    marks[index] = mark;
  }

  /** Takes members away that do not have this mark. */
  void keepMarked(int mark) {
    for (int i = 0; i < count; i++) {
      if (marks[i] != mark && marks[i] != GONE) {
        marks[i] = GONE;
        gone++;
      }
    }
  }

  /** Writes members as bulks, from the one that has number {@code from}, at most so many. */
  int write(RespWriter out, int from, int most) {
    int written = 0;
    int i = from;
    for (; i < count && written < most; i++) {
      if (marks[i] != GONE) {
        out.bulk(bytes, starts[i], lengths[i]);
        written++;
      }
    }
    return i;
  }

  private int slot(byte[] source, int offset, int length) {
    int mask = table.length - 1;
    int slot = hash(source, offset, length) & mask;
    while (table[slot] != 0 && !isAt(table[slot] - 1, source, offset, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean isAt(int index, byte[] source, int offset, int length) {
    int start = starts[index];
    return lengths[index] == length
        && Arrays.equals(bytes, start, start + length, source, offset, offset + length);
  }

  /** FNV-1a over the salt and the bytes, with its bits mixed. */
  private int hash(byte[] source, int offset, int length) {
    int hash = salt;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ source[i]) * 0x01000193;
      hash ^= hash >>> 15;
    }
    hash *= 0x9E3779B9;
    return hash ^ hash >>> 16;
  }

  private void room(int length) {
    if (bytes.length - used < length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, 2 * bytes.length));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
      marks = Arrays.copyOf(marks, 2 * count);
    }
  }

  private void rehash() {
    table = new int[2 * table.length];
    for (int i = 0; i < count; i++) {
      table[slot(bytes, starts[i], lengths[i])] = i + 1;
    }
  }
}
