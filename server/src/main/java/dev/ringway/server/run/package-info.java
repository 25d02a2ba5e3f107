/** The proxy as a process: starts everything that a run consists of, and ends it in order. */
@NullMarked
package dev.ringway.server.run;

import org.jspecify.annotations.NullMarked;
