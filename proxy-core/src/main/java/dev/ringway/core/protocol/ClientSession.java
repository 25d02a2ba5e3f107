package dev.ringway.core.protocol;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;
import dev.ringway.core.route.Request;
import org.jspecify.annotations.Nullable;

/**
 * What a protocol keeps for one client: it reads the client's frames, answers what is local,
 * refuses what must be refused, and routes the rest. One loop, no locks.
 */
public interface ClientSession {
  /** The scanner that frames this client's requests. */
  FrameScanner scanner();

  /** The client is there: its addresses are known. Nothing was asked yet. */
  default void onConnected() {}

  /**
   * A whole request was scanned; its spans are in the {@link #scanner}.
   *
   * @param frame borrowed
   */
  void onRequest(Frame frame);

  /**
   * A very long request has begun. If it goes to one server and its key has been scanned, the
   * session says so and its bytes go there as they come, on a connection of their own; otherwise it
   * is gathered first.
   *
   * @param head the part of the frame that has come; borrowed
   * @return {@link Client#request} with command, key and variant, or null to gather
   */
  default @Nullable Request onLongRequest(Frame head) {
    return null;
  }

  /** A request has passed by unread because of a limit: answer the fault; the stream goes on. */
  void onRefused(Fault fault);

  /** The client's bytes can no longer be framed: answer so; the connection then closes. */
  void onMalformed(String error);

  /** No new request will come: what waits for no one knows how long is answered now. */
  default void onDrain() {}

  /**
   * The listener's routes lead elsewhere than before, or the rings in them; or its commands differ.
   */
  default void onRoutesChanged() {}

  /** What the client calls itself, or nothing. */
  default String clientName() {
    return "";
  }

  /** The client is gone; requests in flight are already forgotten. */
  void onClosed();
}
