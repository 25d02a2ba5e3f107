package dev.ringway.hashing;

/**
 * A server as a ring sees it.
 *
 * @param name its ring identity, as {@link ServerNames} makes it; never an address that may change
 * @param weight its share relative to the others, at least 1
 */
public record ServerPoint(String name, int weight) {

  /** Refuses a weight below 1. */
  public ServerPoint {
    if (weight < 1) {
      throw new IllegalArgumentException(
          "server \"" + name + "\" has weight " + weight + "; the least weight is 1");
    }
  }
}
