package dev.ringway.hashing;

/**
 * Paul Hsieh's SuperFastHash as Twemproxy has it: it starts from 0 instead of the length, and the
 * last byte of a three-byte tail is read as C {@code char}.
 *
 * @param byteMask {@code -1} where {@code char} is signed (x86), {@code 0xff} where it is not
 */
record Hsieh(int byteMask) implements KeyHash {

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int h = 0;
    int at = offset;
    for (int end = offset + (length & ~3); at < end; at += 4) {
      h += Bytes.u16(bytes, at);
      h = (h << 16) ^ (Bytes.u16(bytes, at + 2) << 11) ^ h;
      h += h >>> 11;
    }
    return length == 0 ? 0 : avalanche(tail(h, bytes, at, length & 3));
  }

  private int tail(int start, byte[] bytes, int at, int rest) {
    int h = start;
    switch (rest) {
      case 3 -> {
        h += Bytes.u16(bytes, at);
        h ^= h << 16;
        h ^= (bytes[at + 2] & byteMask) << 18;
        h += h >>> 11;
      }
      case 2 -> {
        h += Bytes.u16(bytes, at);
        h ^= h << 11;
        h += h >>> 17;
      }
      case 1 -> {
        h += bytes[at] & 0xff;
        h ^= h << 10;
        h += h >>> 1;
      }
      default -> {}
    }
    return h;
  }

  private static int avalanche(int start) {
    int h = start;
    h ^= h << 3;
    h += h >>> 5;
    h ^= h << 4;
    h += h >>> 17;
    h ^= h << 25;
    return h + (h >>> 6);
  }
}
