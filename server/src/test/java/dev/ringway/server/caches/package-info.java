/** Caches inside the proxy end to end: in front of real servers, and alone. */
@NullMarked
package dev.ringway.server.caches;

import org.jspecify.annotations.NullMarked;
