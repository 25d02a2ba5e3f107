package dev.ringway.hashing;

import java.nio.charset.StandardCharsets;

/**
 * XXH3, 64 bits, seeded, with the default secret (Yann Collet's xxHash 0.8). Multiplications wide
 * enough to need it use {@link Math#unsignedMultiplyHigh}. Texts of more than 240 bytes are read
 * once per pair of lanes, so that the eight accumulators are locals and nothing is allocated.
 */
final class Xxh3 implements WideKeyHash {

  private static final long P32_1 = 0x9E3779B1L;
  private static final long P32_2 = 0x85EBCA77L;
  private static final long P32_3 = 0xC2B2AE3DL;
  private static final long P64_1 = 0x9E3779B185EBCA87L;
  private static final long P64_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P64_3 = 0x165667B19E3779F9L;
  private static final long P64_4 = 0x85EBCA77C2B2AE63L;
  private static final long P64_5 = 0x27D4EB2F165667C5L;
  private static final long RRMXMX = 0x9FB21C651E98DF25L;
  private static final long AVALANCHE = 0x165667919E3779F9L;

  private static final long[] STARTS = {P32_3, P64_1, P64_2, P64_3, P64_4, P32_2, P64_5, P32_1};

  private static final int STRIPE = 64;
  private static final int STRIPES_A_BLOCK = 16;
  private static final int SCRAMBLE_AT = 128;
  private static final int LAST_STRIPE_AT = 121;
  private static final int MERGE_AT = 11;

  private static final byte[] SECRET = Xxh3Secret.bytes();

  private final long seed;
  private final byte[] longSecret;

  Xxh3(long seed) {
    this.seed = seed;
    longSecret = Xxh3Secret.seeded(seed);
  }

  /** Seeded with the unseeded hash of a text, or with 0 if it is empty. */
  static Xxh3 seededBy(String text) {
    Xxh3 unseeded = new Xxh3(0);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length == 0 ? unseeded : new Xxh3(unseeded.hash(bytes, 0, bytes.length));
  }

  @Override
  public long hash(byte[] bytes, int offset, int length) {
    if (length > 240) {
      return hashLong(bytes, offset, length);
    }
    if (length > 128) {
      return hash129to240(bytes, offset, length);
    }
    if (length > 16) {
      return hash17to128(bytes, offset, length);
    }
    if (length > 8) {
      return hash9to16(bytes, offset, length);
    }
    if (length > 3) {
      return hash4to8(bytes, offset, length);
    }
    return hash0to3(bytes, offset, length);
  }

  private long hash0to3(byte[] in, int at, int length) {
    if (length == 0) {
      return shortAvalanche(seed ^ Bytes.i64(SECRET, 56) ^ Bytes.i64(SECRET, 64));
    }
    int first = in[at] & 0xff;
    int middle = in[at + (length >> 1)] & 0xff;
    int last = in[at + length - 1] & 0xff;
    int combined = first << 16 | middle << 24 | last | length << 8;
    long flip = (Bytes.u32(SECRET, 0) ^ Bytes.u32(SECRET, 4)) + seed;
    return shortAvalanche(Integer.toUnsignedLong(combined) ^ flip);
  }

  private long hash4to8(byte[] in, int at, int length) {
    long mixedSeed = seed ^ Integer.toUnsignedLong(Integer.reverseBytes((int) seed)) << 32;
    long flip = (Bytes.i64(SECRET, 8) ^ Bytes.i64(SECRET, 16)) - mixedSeed;
    long h = (Bytes.u32(in, at + length - 4) + (Bytes.u32(in, at) << 32)) ^ flip;
    h = (h ^ Long.rotateLeft(h, 49) ^ Long.rotateLeft(h, 24)) * RRMXMX;
    h = (h ^ ((h >>> 35) + length)) * RRMXMX;
    return h ^ (h >>> 28);
  }

  private long hash9to16(byte[] in, int at, int length) {
    long low = Bytes.i64(in, at) ^ ((Bytes.i64(SECRET, 24) ^ Bytes.i64(SECRET, 32)) + seed);
    long high =
        Bytes.i64(in, at + length - 8) ^ ((Bytes.i64(SECRET, 40) ^ Bytes.i64(SECRET, 48)) - seed);
    return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
  }

  private long hash17to128(byte[] in, int at, int length) {
    long sum = length * P64_1;
    for (int i = (length - 1) >> 5; i >= 0; i--) {
      sum += mix16(in, at + 16 * i, 32 * i) + mix16(in, at + length - 16 * (i + 1), 32 * i + 16);
    }
    return avalanche(sum);
  }

  private long hash129to240(byte[] in, int at, int length) {
    long sum = length * P64_1;
    for (int i = 0; i < 8; i++) {
      sum += mix16(in, at + 16 * i, 16 * i);
    }
    sum = avalanche(sum);
    for (int i = 8; i < length / 16; i++) {
      sum += mix16(in, at + 16 * i, 16 * (i - 8) + 3);
    }
    return avalanche(sum + mix16(in, at + length - 16, 119));
  }

  private long mix16(byte[] in, int at, int secretAt) {
    return fold(
        Bytes.i64(in, at) ^ (Bytes.i64(SECRET, secretAt) + seed),
        Bytes.i64(in, at + 8) ^ (Bytes.i64(SECRET, secretAt + 8) - seed));
  }

  private long hashLong(byte[] in, int at, int length) {
    long sum = length * P64_1;
    for (int lane = 0; lane < 8; lane += 2) {
      sum += lanePair(in, at, length, lane);
    }
    return avalanche(sum);
  }

  /** What two neighbouring accumulators add to the result; no other lane touches them. */
  private long lanePair(byte[] in, int at, int length, int lane) {
    byte[] secret = longSecret;
    long even = STARTS[lane];
    long odd = STARTS[lane + 1];
    int lastStripe = (length - 1) / STRIPE;
    for (int stripe = 0; stripe <= lastStripe; stripe++) {
      boolean last = stripe == lastStripe;
      int dataAt = at + 8 * lane + (last ? length - STRIPE : STRIPE * stripe);
      int secretAt = 8 * lane + (last ? LAST_STRIPE_AT : 8 * (stripe % STRIPES_A_BLOCK));
      long evenData = Bytes.i64(in, dataAt);
      long oddData = Bytes.i64(in, dataAt + 8);
      even += oddData + halves(evenData ^ Bytes.i64(secret, secretAt));
      odd += evenData + halves(oddData ^ Bytes.i64(secret, secretAt + 8));
      if (!last && stripe % STRIPES_A_BLOCK == STRIPES_A_BLOCK - 1) {
        even = scramble(even, Bytes.i64(secret, SCRAMBLE_AT + 8 * lane));
        odd = scramble(odd, Bytes.i64(secret, SCRAMBLE_AT + 8 * lane + 8));
      }
    }
    return fold(
        even ^ Bytes.i64(secret, MERGE_AT + 8 * lane),
        odd ^ Bytes.i64(secret, MERGE_AT + 8 * lane + 8));
  }

  private static long halves(long both) {
    return (both & 0xffff_ffffL) * (both >>> 32);
  }

  private static long scramble(long lane, long secret) {
    return (lane ^ (lane >>> 47) ^ secret) * P32_1;
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }

  private static long avalanche(long start) {
    long h = (start ^ (start >>> 37)) * AVALANCHE;
    return h ^ (h >>> 32);
  }

  private static long shortAvalanche(long start) {
    long h = (start ^ (start >>> 33)) * P64_2;
    h = (h ^ (h >>> 29)) * P64_3;
    return h ^ (h >>> 32);
  }
}
