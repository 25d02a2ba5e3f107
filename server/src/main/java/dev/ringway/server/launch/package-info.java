/**
 * The seam between the command line and the running proxy: what is asked for, who starts it, and
 * the handle to stop it. Nothing here reads files or opens sockets.
 */
@NullMarked
package dev.ringway.server.launch;

import org.jspecify.annotations.NullMarked;
