/** Connections lent to one client each, end to end: WATCH and what blocks, over real servers. */
@NullMarked
package dev.ringway.server.leases;

import org.jspecify.annotations.NullMarked;
