package dev.ringway.server.admin;

import org.jspecify.annotations.Nullable;

/** Says where a key goes and why, without touching a server. */
@FunctionalInterface
public interface Explainer {
  /**
   * Tag, hash, ring point, server and route of a key, for a person to read.
   *
   * @param key as a client would send it
   * @param listener the listener to come in by, or null for the first
   * @param command the command to send, or null for a read
   * @throws IllegalArgumentException with a sentence if there is no such listener or command
   */
  String explain(byte[] key, @Nullable String listener, @Nullable String command);
}
