package dev.ringway.core.protocol;

/** The sessions of one listener on one worker, and what they share. One loop, no locks. */
public interface Sessions {
  /** The state of one client connection. */
  ClientSession newSession(Client client, SessionOptions options);

  /** Keys may have other servers from now on: another ring, other routes, other commands. */
  default void onRoutesChanged() {}
}
