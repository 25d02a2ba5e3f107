/** The program: command line, config readers, admin HTTP, exporters, reload and drain. */
@NullMarked
package dev.ringway.server;

import org.jspecify.annotations.NullMarked;
