/**
 * The proxy put together: workers, each with its loop, its clients, its servers and its own
 * compiled route trees; the listeners that hand them sockets; start, drain and stop.
 */
@NullMarked
package dev.ringway.core.worker;

import org.jspecify.annotations.NullMarked;
