/** Ringway in the place of a real nutcracker: the same file, the same keys, the same bytes. */
@NullMarked
package dev.ringway.server.dropin;

import org.jspecify.annotations.NullMarked;
