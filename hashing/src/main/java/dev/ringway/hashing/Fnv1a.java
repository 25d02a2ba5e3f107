package dev.ringway.hashing;

/**
 * FNV-1a, xor first; otherwise as {@link Fnv1}. Its 64-bit form is Twemproxy's default hash.
 *
 * @param basis the offset basis, low 32 bits
 * @param prime the prime, low 32 bits
 * @param byteMask {@code -1} where {@code char} is signed (x86), {@code 0xff} where it is not
 */
record Fnv1a(int basis, int prime, int byteMask) implements KeyHash {

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int p = prime;
    int mask = byteMask;
    int h = basis;
    for (int i = offset, end = offset + length; i < end; i++) {
      h = (h ^ (bytes[i] & mask)) * p;
    }
    return h;
  }
}
