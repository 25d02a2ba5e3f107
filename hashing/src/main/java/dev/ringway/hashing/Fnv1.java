package dev.ringway.hashing;

/**
 * FNV-1, multiply first, reading bytes as C {@code char}. The 64-bit form yields its low 32 bits,
 * which depend on the low halves of its constants alone, so both forms run in 32 bits.
 *
 * @param basis the offset basis, low 32 bits
 * @param prime the prime, low 32 bits
 * @param byteMask {@code -1} where {@code char} is signed (x86), {@code 0xff} where it is not
 */
record Fnv1(int basis, int prime, int byteMask) implements KeyHash {

  /** Low half of the 64-bit offset basis 0xcbf29ce484222325. */
  static final int BASIS_64 = 0x84222325;

  /** Low half of the 64-bit prime 0x100000001b3. */
  static final int PRIME_64 = 0x1b3;

  static final int BASIS_32 = 0x811c9dc5;
  static final int PRIME_32 = 0x01000193;

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int p = prime;
    int mask = byteMask;
    int h = basis;
    for (int i = offset, end = offset + length; i < end; i++) {
      h = (h * p) ^ (bytes[i] & mask);
    }
    return h;
  }
}
