package dev.ringway.hashing;

/**
 * Bob Jenkins' one-at-a-time hash (1997), reading bytes as C {@code char}.
 *
 * @param byteMask {@code -1} where {@code char} is signed (x86), {@code 0xff} where it is not
 */
record OneAtATime(int byteMask) implements KeyHash {

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int mask = byteMask;
    int h = 0;
    for (int i = offset, end = offset + length; i < end; i++) {
      h += bytes[i] & mask;
      h += h << 10;
      h ^= h >>> 6;
    }
    h += h << 3;
    h ^= h >>> 11;
    return h + (h << 15);
  }
}
