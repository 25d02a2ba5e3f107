/** Commands about the whole keyspace: which servers they concern, and how replies become one. */
@NullMarked
package dev.ringway.redis.keyspace;

import org.jspecify.annotations.NullMarked;
