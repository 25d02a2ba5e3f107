package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;

/** A route that a request ends at: a {@link Leaf}, or a {@link FanOut} that asks its children. */
public sealed interface Target extends Route permits Leaf, FanOut {
  /**
   * Takes a request.
   *
   * @param request borrowed: {@link Request#keep} it to use it after this returns
   * @param sink is answered exactly once with {@code index}, perhaps before this returns
   */
  void send(Request request, ReplySink sink, int index);

  /**
   * Whether a request of several keys that can be divided should come here as one request a key,
   * because each key's hit or miss decides where it goes.
   */
  default boolean wantsKeysApart(Command command) {
    return false;
  }
}
