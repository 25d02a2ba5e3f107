/** What is known of each command, classic and meta. */
@NullMarked
package dev.ringway.memcache.command;

import org.jspecify.annotations.NullMarked;
