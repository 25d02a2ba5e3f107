/**
 * One message on the wire, whatever the protocol: its bytes, the command it carries, the reply it
 * got, and the assembling of frames from reads.
 */
@NullMarked
package dev.ringway.core.message;

import org.jspecify.annotations.NullMarked;
