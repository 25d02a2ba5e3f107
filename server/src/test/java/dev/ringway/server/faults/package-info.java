/**
 * What clients see while servers and other clients misbehave: errors only where the fault is, no
 * reply at the wrong client, and bounded memory.
 */
@NullMarked
package dev.ringway.server.faults;

import org.jspecify.annotations.NullMarked;
