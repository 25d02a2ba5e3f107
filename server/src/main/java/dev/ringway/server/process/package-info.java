/** The program as a process of its system: signals, the pid file, the background. */
@NullMarked
package dev.ringway.server.process;

import org.jspecify.annotations.NullMarked;
