package dev.ringway.hashing;

/**
 * Austin Appleby's 64-bit MurmurHash2, variant A.
 *
 * @param seed the start value
 */
record Murmur64A(long seed) implements WideKeyHash {

  /** The seed of mcrouter's Ch3. */
  static final long MCROUTER_SEED = 4193360111L;

  private static final long M = 0xc6a4a7935bd1e995L;

  @Override
  public long hash(byte[] bytes, int offset, int length) {
    long h = seed ^ (length * M);
    int at = offset;
    for (int end = offset + (length & ~7); at < end; at += 8) {
      h = (h ^ scatter(Bytes.i64(bytes, at))) * M;
    }
    int rest = length & 7;
    if (rest != 0) {
      long tail = 0;
      for (int i = 0; i < rest; i++) {
        tail |= (bytes[at + i] & 0xffL) << (8 * i);
      }
      h = (h ^ tail) * M;
    }
    return finish(h);
  }

  /** The hash of the eight little-endian bytes of {@code word}. */
  static long ofWord(long word, long seed) {
    return finish((seed ^ (M << 3) ^ scatter(word)) * M);
  }

  private static long scatter(long word) {
    long k = word * M;
    return (k ^ (k >>> 47)) * M;
  }

  private static long finish(long start) {
    long h = (start ^ (start >>> 47)) * M;
    return h ^ (h >>> 47);
  }
}
