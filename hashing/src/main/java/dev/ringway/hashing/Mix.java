package dev.ringway.hashing;

/** Bit mixers that turn one number into an unrelated one, without losing any. */
final class Mix {

  private Mix() {}

  /** MurmurHash3's 32-bit finish. */
  static int mix32(int start) {
    int h = start;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  /** SplitMix64's step and finish. */
  static long mix64(long start) {
    long h = start + 0x9e3779b97f4a7c15L;
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }
}
