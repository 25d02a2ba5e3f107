/** Holds the documentation to the code. */
@NullMarked
package dev.ringway.server.docs;

import org.jspecify.annotations.NullMarked;
