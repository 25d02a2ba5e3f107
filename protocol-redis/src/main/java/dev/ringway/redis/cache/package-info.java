/** The cache inside the proxy that answers Redis's commands for strings in place of a server. */
@NullMarked
package dev.ringway.redis.cache;

import org.jspecify.annotations.NullMarked;
