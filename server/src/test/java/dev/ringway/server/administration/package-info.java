/** The administration of several Redis servers through the whole proxy. */
@NullMarked
package dev.ringway.server.administration;

import org.jspecify.annotations.NullMarked;
