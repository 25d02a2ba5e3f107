/**
 * What routes do to memcached's requests and replies: lives are shortened, prefixes taken off, keys
 * copied, and what nobody stored answered.
 */
@NullMarked
package dev.ringway.memcache.rewrite;

import org.jspecify.annotations.NullMarked;
