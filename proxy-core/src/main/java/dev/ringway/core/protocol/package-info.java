/**
 * The seam between the proxy and a wire protocol: what a protocol brings (sessions for clients, a
 * reply scanner and a handshake for servers, its own words for faults), and what a client
 * connection offers to a session.
 */
@NullMarked
package dev.ringway.core.protocol;

import org.jspecify.annotations.NullMarked;
