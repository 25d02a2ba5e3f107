/** The memcached protocol: framing, commands, sessions, splitting and merging. */
@NullMarked
package dev.ringway.protocolmemcache;

import org.jspecify.annotations.NullMarked;
