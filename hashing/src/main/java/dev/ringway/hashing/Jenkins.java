package dev.ringway.hashing;

/** Bob Jenkins' lookup3 {@code hashlittle} (2006) with Twemproxy's start value 13. */
final class Jenkins implements KeyHash {

  private static final int START = 0xdeadbeef + 13;

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int a = START + length;
    int b = a;
    int c = a;
    int at = offset;
    int rest = length;
    for (; rest > 12; rest -= 12, at += 12) {
      a += Bytes.i32(bytes, at);
      b += Bytes.i32(bytes, at + 4);
      c += Bytes.i32(bytes, at + 8);
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (rest == 0) {
      return c;
    }
    a += word(bytes, at, rest);
    b += word(bytes, at + 4, rest - 4);
    c += word(bytes, at + 8, rest - 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** Up to four bytes, little-endian; missing ones are zero. */
  private static int word(byte[] bytes, int at, int rest) {
    if (rest >= 4) {
      return Bytes.i32(bytes, at);
    }
    int word = 0;
    for (int i = 0; i < rest; i++) {
      word |= (bytes[at + i] & 0xff) << (8 * i);
    }
    return word;
  }
}
