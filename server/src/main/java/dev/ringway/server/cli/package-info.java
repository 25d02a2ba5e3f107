/** The command line: nutcracker's flags with their meaning, and Ringway's own commands. */
@NullMarked
package dev.ringway.server.cli;

import org.jspecify.annotations.NullMarked;
