/** Scripts over real servers: those that run long, those that are killed, and the order of all. */
@NullMarked
package dev.ringway.server.scripts;

import org.jspecify.annotations.NullMarked;
