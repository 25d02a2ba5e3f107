/** The cache inside the proxy that answers memcached's commands in place of a server. */
@NullMarked
package dev.ringway.memcache.cache;

import org.jspecify.annotations.NullMarked;
