package dev.ringway.hashing;

/** Austin Appleby's 32-bit MurmurHash2 with Twemproxy's seed, 0xdeadbeef times the length. */
final class Murmur2 implements KeyHash {

  private static final int M = 0x5bd1e995;

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int h = (0xdeadbeef * length) ^ length;
    int at = offset;
    for (int end = offset + (length & ~3); at < end; at += 4) {
      int k = Bytes.i32(bytes, at) * M;
      k = (k ^ (k >>> 24)) * M;
      h = (h * M) ^ k;
    }
    int rest = length & 3;
    if (rest != 0) {
      int tail = bytes[at] & 0xff;
      tail |= rest > 1 ? (bytes[at + 1] & 0xff) << 8 : 0;
      tail |= rest > 2 ? (bytes[at + 2] & 0xff) << 16 : 0;
      h = (h ^ tail) * M;
    }
    h = (h ^ (h >>> 13)) * M;
    return h ^ (h >>> 15);
  }
}
