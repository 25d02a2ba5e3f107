package dev.ringway.core.backend;

import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a server, in the queue of its connection until its reply has come. Used
 * again and again; without a sink its reply is discarded on arrival.
 */
final class Exchange {
  @Nullable ReplySink sink;
  int index;
  int requestBytes;
  long takenNanos;
  long writtenNanos;
  @Nullable Exchange next;

  Exchange of(ReplySink waiting, int sinkIndex, int bytes, long nanos) {
    sink = waiting;
    index = sinkIndex;
    requestBytes = bytes;
    takenNanos = nanos;
    writtenNanos = 0;
    next = null;
    return this;
  }

  /** Whether it was allowed to wait at the server, so that its time says nothing of the server. */
  boolean mayWait() {
    return takenNanos > writtenNanos;
  }
}
