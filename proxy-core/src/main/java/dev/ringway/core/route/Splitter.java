package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;

/**
 * Divides a request of several keys: one fragment for each target that its keys reach, and one
 * answer made of theirs. Positions it keeps are relative to the request's frame, so it also serves
 * a kept copy of the request.
 */
public interface Splitter {
  /** Sends the request, whole or divided, down {@code route}; as {@link Route#send}. */
  void send(Route route, Request request, ReplySink sink, int index);
}
