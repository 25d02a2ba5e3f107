package dev.ringway.core.cache;

import dev.ringway.core.route.Leaf;

/**
 * A cache in this process that answers a protocol's requests in place of servers: one for all
 * workers, safe from any thread.
 */
public interface InternalCache {
  /** A worker's way to the cache, to be used on its loop only. */
  Leaf newLeaf();

  /** What it holds and has done. */
  CacheNumbers numbers();
}
