package dev.ringway.server.run;

import dev.ringway.core.config.ProxyConfig;

/** Whether the heap has room for the caches inside the proxy. */
final class CacheRoom {
  private static final long MEBIBYTE = 1 << 20;

  private CacheRoom() {}

  /**
   * Refuses caches that could fill the heap: a process out of memory ends.
   *
   * @throws IllegalArgumentException if the caches may grow too large together
   */
  static void check(ProxyConfig config) {
    long bytes = config.cacheBytes();
    long heap = Runtime.getRuntime().maxMemory();
    if (bytes + bytes / 2 > heap) {
      throw new IllegalArgumentException(
          "the caches inside the proxy may take "
              + bytes / MEBIBYTE
              + " MiB together, and the heap of "
              + heap / MEBIBYTE
              + " MiB has no room for that and half as much again; start the program anew");
    }
  }
}
