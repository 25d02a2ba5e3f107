/** The Redis protocol: framing, commands, sessions, splitting and merging. */
@NullMarked
package dev.ringway.protocolredis;

import org.jspecify.annotations.NullMarked;
