/**
 * What a configuration means, told without touching a server: its tree, the way of a key, the keys
 * that a change moves.
 */
@NullMarked
package dev.ringway.server.inspect;

import org.jspecify.annotations.NullMarked;
