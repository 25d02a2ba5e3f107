package dev.ringway.hashing;

/** A function from a key's bytes to 64 bits. Stateless, thread-safe, allocates nothing. */
@FunctionalInterface
public interface WideKeyHash {

  /**
   * Hashes {@code length} bytes from {@code offset}; borrows the array.
   *
   * @return the unsigned 64-bit hash in a {@code long}
   */
  long hash(byte[] bytes, int offset, int length);

  /** The low 32 bits of this hash. */
  default KeyHash low() {
    return (bytes, offset, length) -> (int) hash(bytes, offset, length);
  }
}
