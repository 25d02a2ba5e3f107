/**
 * A closed-loop load generator for Redis and memcached: one thread, one epoll, requests encoded
 * beforehand, every byte of every reply compared with what it must be. It calls Linux directly, so
 * that it costs less than any proxy it measures.
 */
@NullMarked
package dev.ringway.benchmarks.load;

import org.jspecify.annotations.NullMarked;
