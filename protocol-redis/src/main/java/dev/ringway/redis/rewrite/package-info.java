/**
 * What routes do to Redis's requests and replies: lives are shortened, prefixes taken off, keys
 * copied, and what nobody stored answered.
 */
@NullMarked
package dev.ringway.redis.rewrite;

import org.jspecify.annotations.NullMarked;
