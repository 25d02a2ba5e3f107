package dev.ringway.hashing;

/**
 * The common CRC-32 (reflected, 0xEDB88320), whole as Twemproxy's {@code crc32a} or cut to bits 16
 * to 30 as its {@code crc32}.
 *
 * @param cut whether only 15 bits are kept
 */
record Crc32(boolean cut) implements KeyHash {

  /** The largest value of the cut form. */
  static final int CUT_MAX = 0x7fff;

  private static final int[] TABLE = table();

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int[] table = TABLE;
    int crc = -1;
    for (int i = offset, end = offset + length; i < end; i++) {
      crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
    }
    return cut ? (~crc >>> 16) & CUT_MAX : ~crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int c = i;
      for (int bit = 0; bit < 8; bit++) {
        c = (c & 1) != 0 ? (c >>> 1) ^ 0xedb88320 : c >>> 1;
      }
      table[i] = c;
    }
    return table;
  }
}
