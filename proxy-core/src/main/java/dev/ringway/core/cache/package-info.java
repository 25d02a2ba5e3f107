/**
 * What the caches inside the proxy share: a store bounded in bytes for all workers, and replies
 * made here. What the items mean is each protocol's.
 */
@NullMarked
package dev.ringway.core.cache;

import org.jspecify.annotations.NullMarked;
