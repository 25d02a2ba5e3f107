package dev.ringway.hashing;

/**
 * CRC-16/XModem (polynomial 0x1021, start 0) in Twemproxy's form: a 32-bit accumulator that is
 * never cut to 16 bits. Its low 16 bits are the CRC16 of Redis Cluster.
 */
final class Crc16 implements KeyHash {

  private static final int[] TABLE = table();

  @Override
  public int hash(byte[] bytes, int offset, int length) {
    int[] table = TABLE;
    int crc = 0;
    for (int i = offset, end = offset + length; i < end; i++) {
      crc = (crc << 8) ^ table[((crc >>> 8) ^ bytes[i]) & 0xff];
    }
    return crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < 256; i++) {
      int c = i << 8;
      for (int bit = 0; bit < 8; bit++) {
        c = (c & 0x8000) != 0 ? (c << 1) ^ 0x1021 : c << 1;
      }
      table[i] = c & 0xffff;
    }
    return table;
  }
}
