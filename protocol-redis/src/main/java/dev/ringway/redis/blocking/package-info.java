/** Commands that may wait at their server: each on a connection lent to its client. */
@NullMarked
package dev.ringway.redis.blocking;

import org.jspecify.annotations.NullMarked;
