/**
 * Which servers take part: process-wide, decided on one thread, so that every worker sees the same
 * ring.
 */
@NullMarked
package dev.ringway.core.health;

import org.jspecify.annotations.NullMarked;
