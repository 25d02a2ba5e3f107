/**
 * A client's own state, the commands that show or change it, its order of commands, and the clients
 * of a listener as they see each other: listed, ended, paused, unblocked.
 *
 * <p>Each worker knows its own clients. Whoever asks about all of them asks every worker, and each
 * answers on its own loop.
 */
@NullMarked
package dev.ringway.redis.clients;

import org.jspecify.annotations.NullMarked;
