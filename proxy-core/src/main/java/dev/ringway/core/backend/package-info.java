/**
 * The way to servers and back: destinations that requests are sent to, connections with their queue
 * of requests in flight, deadlines, and the resolving of names. Everything here belongs to one
 * worker's loop.
 */
@NullMarked
package dev.ringway.core.backend;

import org.jspecify.annotations.NullMarked;
