/** The Redis protocol: framing, commands, sessions, splitting and merging. */
@NullMarked
package dev.ringway.redis;

import org.jspecify.annotations.NullMarked;
