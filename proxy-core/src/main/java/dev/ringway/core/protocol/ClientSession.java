package dev.ringway.core.protocol;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.FrameScanner;

/**
 * What a protocol keeps for one client: it reads the client's frames, answers what is local,
 * refuses what must be refused, and routes the rest. One loop, no locks.
 */
public interface ClientSession {
  /** The scanner that frames this client's requests. */
  FrameScanner scanner();

  /**
   * A whole request was scanned; its spans are in the {@link #scanner}.
   *
   * @param frame borrowed
   */
  void onRequest(Frame frame);

  /** A request longer than the limit has passed by unread: refuse it; the stream goes on. */
  void onTooLong();

  /** The client's bytes can no longer be framed: answer so; the connection then closes. */
  void onMalformed(String error);

  /** The client is gone; requests in flight are already forgotten. */
  void onClosed();
}
