/**
 * The way from clients and back: connections, the line in which their replies wait for their turn,
 * and what one listener serves on one worker.
 */
@NullMarked
package dev.ringway.core.frontend;

import org.jspecify.annotations.NullMarked;
