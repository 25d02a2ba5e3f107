/** Divides reads of several keys by the servers that hold them, and makes one reply of theirs. */
@NullMarked
package dev.ringway.memcache.split;

import org.jspecify.annotations.NullMarked;
