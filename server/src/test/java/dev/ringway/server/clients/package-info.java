/** The clients that applications use, with their defaults. */
@NullMarked
package dev.ringway.server.clients;

import org.jspecify.annotations.NullMarked;
