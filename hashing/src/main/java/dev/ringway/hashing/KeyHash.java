package dev.ringway.hashing;

/** A function from a key's bytes to 32 bits. Stateless, thread-safe, allocates nothing. */
@FunctionalInterface
public interface KeyHash {

  /**
   * Hashes {@code length} bytes from {@code offset}; borrows the array.
   *
   * @return the unsigned 32-bit hash in an {@code int}
   */
  int hash(byte[] bytes, int offset, int length);
}
