/**
 * The memcached text and meta protocol: framing, commands, client sessions, and splitting requests
 * of several keys. Wherever memcached has words of its own, they are those of memcached 1.6.18.
 */
@NullMarked
package dev.ringway.memcache;

import org.jspecify.annotations.NullMarked;
