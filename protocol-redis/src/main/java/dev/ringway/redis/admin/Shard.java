package dev.ringway.redis.admin;

import dev.ringway.core.route.Leaf;

/**
 * A server behind a listener, as people name it.
 *
 * @param leaf the way to it
 */
record Shard(Leaf leaf) {
  /** Its name on the ring. */
  String name() {
    String described = leaf.describe();
    return described.substring(described.indexOf(' ') + 1);
  }

  /** Whether a person means this one: by its name, or by its address. */
  boolean isCalled(String word) {
    return name().equals(word) || leaf.address().equals(word);
  }
}
