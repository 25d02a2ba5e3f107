/**
 * Divides a command of several keys by the servers that hold them and makes one reply of theirs, or
 * sees to it that its keys stay together.
 */
@NullMarked
package dev.ringway.redis.split;

import org.jspecify.annotations.NullMarked;
