/** MULTI, EXEC, DISCARD, WATCH and UNWATCH: queued here and sent to one server as one block. */
@NullMarked
package dev.ringway.redis.transaction;

import org.jspecify.annotations.NullMarked;
