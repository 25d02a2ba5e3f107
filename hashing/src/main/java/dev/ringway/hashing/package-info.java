/**
 * From a key's bytes to the server that holds it: hash tags, key hashes, distributions and rings.
 *
 * <p>A {@link dev.ringway.hashing.Placement} is the checked choice of hash, distribution, tag and
 * seed; with a list of servers it makes a {@link dev.ringway.hashing.KeyLocator}, the one object
 * the proxy asks per key. Everything is immutable, safe to share between threads, and allocates
 * nothing per key. Nothing here knows about networks: a server is a name and a weight.
 *
 * <p>The rings of Twemproxy, libmemcached, spymemcached, memcached's proxy, mcrouter and Redis
 * Cluster are reproduced bit by bit and pinned by vectors made with the real programs.
 */
@NullMarked
package dev.ringway.hashing;

import org.jspecify.annotations.NullMarked;
