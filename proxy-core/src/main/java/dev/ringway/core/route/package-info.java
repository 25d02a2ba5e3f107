/**
 * The tree that a request walks from the listener to servers: selectors pick one child and cost
 * nothing, fan-outs ask several, leaves send.
 */
@NullMarked
package dev.ringway.core.route;

import org.jspecify.annotations.NullMarked;
