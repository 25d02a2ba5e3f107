/** The protocol-neutral proxy: workers, connections, routes, health, config model and counters. */
@NullMarked
package dev.ringway.core;

import org.jspecify.annotations.NullMarked;
