/**
 * The administration of many servers as of one: INFO, CONFIG, SLOWLOG, LATENCY, MEMORY and their
 * like, for the whole or for one shard.
 */
@NullMarked
package dev.ringway.redis.admin;

import org.jspecify.annotations.NullMarked;
