/**
 * The table of all commands, read from {@code commands.txt}, and COMMAND, which tells clients of
 * it.
 */
@NullMarked
package dev.ringway.redis.table;

import org.jspecify.annotations.NullMarked;
