package dev.ringway.hashing;

/**
 * The first four bytes of a key's MD5 (RFC 1321), little-endian. Written out because the JDK's
 * digest cannot be asked without allocating; rings, built rarely, use the JDK's.
 */
final class Md5 implements KeyHash {

  private static final int[] SINES = sines();

  /** The four rotations of each round, one a byte; a rotation looks at five bits only. */
  private static final int TURNS_1 = 7 | 12 << 8 | 17 << 16 | 22 << 24;

  private static final int TURNS_2 = 5 | 9 << 8 | 14 << 16 | 20 << 24;
  private static final int TURNS_3 = 4 | 11 << 8 | 16 << 16 | 23 << 24;
  private static final int TURNS_4 = 6 | 10 << 8 | 15 << 16 | 21 << 24;

  private static final int A = 0x67452301;
  private static final int B = 0xefcdab89;
  private static final int C = 0x98badcfe;
  private static final int D = 0x10325476;

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int[] sines = SINES;
    int a0 = A;
    int b0 = B;
    int c0 = C;
    int d0 = D;
    int padded = (length + 8 & ~63) + 64;
    for (int block = 0; block < padded; block += 64) {
      int a = a0;
      int b = b0;
      int c = c0;
      int d = d0;
      for (int step = 0; step < 16; step++) {
        int mix = d ^ (b & (c ^ d));
        int at = block + 4 * (step & 15);
        int sum = a + mix + sines[step] + word(bytes, offset, length, at);
        a = d;
        d = c;
        c = b;
        b += Integer.rotateLeft(sum, TURNS_1 >>> (8 * (step & 3)));
      }
      for (int step = 16; step < 32; step++) {
        int mix = c ^ (d & (b ^ c));
        int at = block + 4 * ((5 * step + 1) & 15);
        int sum = a + mix + sines[step] + word(bytes, offset, length, at);
        a = d;
        d = c;
        c = b;
        b += Integer.rotateLeft(sum, TURNS_2 >>> (8 * (step & 3)));
      }
      for (int step = 32; step < 48; step++) {
        int mix = b ^ c ^ d;
        int at = block + 4 * ((3 * step + 5) & 15);
        int sum = a + mix + sines[step] + word(bytes, offset, length, at);
        a = d;
        d = c;
        c = b;
        b += Integer.rotateLeft(sum, TURNS_3 >>> (8 * (step & 3)));
      }
      for (int step = 48; step < 64; step++) {
        int mix = c ^ (b | ~d);
        int at = block + 4 * ((7 * step) & 15);
        int sum = a + mix + sines[step] + word(bytes, offset, length, at);
        a = d;
        d = c;
        c = b;
        b += Integer.rotateLeft(sum, TURNS_4 >>> (8 * (step & 3)));
      }
      a0 += a;
      b0 += b;
      c0 += c;
      d0 += d;
    }
    return a0;
  }

  /** The padded message's word at byte {@code at}: text, then 0x80, zeros and the bit length. */
  private static int word(byte[] bytes, int offset, int length, int at) {
    return at + 4 <= length ? Bytes.i32(bytes, offset + at) : paddedWord(bytes, offset, length, at);
  }

  private static int paddedWord(byte[] bytes, int offset, int length, int at) {
    int lengthAt = (length + 8 & ~63) + 56;
    if (at >= lengthAt) {
      return at == lengthAt ? length << 3 : length >>> 29;
    }
    int word = 0;
    for (int i = at; i < at + 4 && i <= length; i++) {
      int octet = i < length ? bytes[offset + i] & 0xff : 0x80;
      word |= octet << (8 * (i - at));
    }
    return word;
  }

  private static int[] sines() {
    int[] sines = new int[64];
    for (int i = 0; i < 64; i++) {
      sines[i] = (int) (long) (Math.abs(Math.sin(i + 1)) * 0x1p32);
    }
    return sines;
  }
}
