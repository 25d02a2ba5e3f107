/** One client's own state, the commands that show or change it, and its order of commands. */
@NullMarked
package dev.ringway.redis.clients;

import org.jspecify.annotations.NullMarked;
