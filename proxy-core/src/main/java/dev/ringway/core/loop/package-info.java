/**
 * What all connections of one event loop share: its clock, its scratch memory, its free lists, and
 * the list of connections to write at the end of the loop's turn.
 */
@NullMarked
package dev.ringway.core.loop;

import org.jspecify.annotations.NullMarked;
