package dev.ringway.redis.pubsub;

import dev.ringway.core.message.Frame;

/** A client that messages are for. */
public interface Subscriber {
  /** Whether messages come to it as pushes of RESP3. */
  boolean isResp3();

  /** Takes a message; borrows the frame. It may leave its topics meanwhile. */
  void push(Frame frame);
}
