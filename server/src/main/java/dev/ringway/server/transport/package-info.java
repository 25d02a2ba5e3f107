/** How the proxy speaks to the kernel and to name servers: the transports and the resolver. */
@NullMarked
package dev.ringway.server.transport;

import org.jspecify.annotations.NullMarked;
