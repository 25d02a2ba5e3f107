/** Routes end to end: real servers, killed and hung, behind the whole proxy. */
@NullMarked
package dev.ringway.server.routes;

import org.jspecify.annotations.NullMarked;
