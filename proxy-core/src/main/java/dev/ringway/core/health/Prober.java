package dev.ringway.core.health;

import java.util.function.Consumer;

/** Asks a server whether it serves. */
@FunctionalInterface
public interface Prober {
  /**
   * Connects afresh, logs in, asks, and says whether the server answered well.
   *
   * @param server its index in the pool
   * @param result told once, on any thread
   */
  void probe(int server, Consumer<Boolean> result);
}
