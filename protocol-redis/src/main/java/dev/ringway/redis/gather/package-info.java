/**
 * Commands whose keys live on several servers, made here of what those servers hold: sets, strings
 * of bits and HyperLogLogs. What is fetched is bounded; it is no snapshot of all servers.
 */
@NullMarked
package dev.ringway.redis.gather;

import org.jspecify.annotations.NullMarked;
