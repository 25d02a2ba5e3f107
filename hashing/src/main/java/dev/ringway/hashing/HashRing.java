package dev.ringway.hashing;

/**
 * An immutable map from hashes to servers, safe to share between threads. Servers are named by
 * their index in the list the ring was built from.
 */
public interface HashRing {

  /**
   * The server of a key.
   *
   * @param keyHash unsigned 32-bit hash
   * @return the server's index, or -1 if none is live
   */
  int serverOf(int keyHash);

  /**
   * The server of a key by its 64-bit hash. Rings of 32-bit points use the low half.
   *
   * @return the server's index, or -1 if none is live
   */
  default int serverOfWide(long keyHash) {
    return serverOf((int) keyHash);
  }

  /**
   * The place where a hash lands: a point's value, a slot, an index in a table.
   *
   * @return the place, not negative, or -1 where the ring has no such thing
   */
  default long pointOf(long keyHash) {
    return -1;
  }

  /** How many points, slots or table entries each server holds. */
  int[] points();

  /**
   * The share of the whole hash space that each server holds; the sum is 1, or 0 if all are dead.
   */
  double[] shares();
}
