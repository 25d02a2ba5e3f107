/** The protocol-neutral proxy: workers, connections, routes, health, config model and counters. */
@NullMarked
package dev.ringway.proxycore;

import org.jspecify.annotations.NullMarked;
