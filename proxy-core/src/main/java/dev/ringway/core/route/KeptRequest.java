package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;

/**
 * A copy of a request for routes that ask again. It lives until its owner ends it and no send is
 * under way with it: an answer that comes during the send must not take the bytes from children
 * that are still to get them.
 */
final class KeptRequest {
  private final Request request;
  private int users = 1;

  /**
   * @param borrowed is copied
   */
  KeptRequest(Request borrowed) {
    request = borrowed.keep();
  }

  /** The copy; borrowed. */
  Request get() {
    return request;
  }

  void send(Route route, ReplySink sink, int index) {
    users++;
    Route.send(route, request, sink, index);
    release();
  }

  /** Ends the owner's use, or a send's. */
  void release() {
    users--;
    if (users == 0) {
      request.release();
    }
  }
}
