/** Where log lines go, how they look and which are written; behind SLF4J's java.util.logging. */
@NullMarked
package dev.ringway.server.logging;

import org.jspecify.annotations.NullMarked;
