/**
 * What is known of one command: its row in the table, where its keys stand, how its replies rank,
 * and Redis's words when it is used wrongly.
 */
@NullMarked
package dev.ringway.redis.command;

import org.jspecify.annotations.NullMarked;
