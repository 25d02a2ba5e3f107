/** Subscribers and publishers through the whole proxy and real servers. */
@NullMarked
package dev.ringway.server.pubsub;

import org.jspecify.annotations.NullMarked;
