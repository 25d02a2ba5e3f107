/** The memcached protocol: framing, commands, sessions, splitting and merging. */
@NullMarked
package dev.ringway.memcache;

import org.jspecify.annotations.NullMarked;
