package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;

/**
 * A connection to one server that is one client's alone until it is given back: for what cannot be
 * mixed with other clients' requests, such as a very long request or one that blocks.
 *
 * <p>One loop, as everything; after {@link #release} or {@link #discard} nothing else is called.
 */
public interface Lease {
  /** For the patience of {@link #send(Request, ReplySink, int, long)}: as long as it takes. */
  long FOR_EVER_NANOS = TimeUnit.DAYS.toNanos(365);

  /** Whether the connection stands still, as far as is known: what was set on it still holds. */
  boolean isOpen();

  /** What its server calls the connection, as whoever had it has noted; 0 if nobody has. */
  long serverId();

  /** Notes what its server calls the connection, for all who will have it. */
  void serverId(long id);

  /** Sends a request, as {@link Target#send}. */
  default void send(Request request, ReplySink sink, int index) {
    send(request, sink, index, 0);
  }

  /**
   * Sends a request that may wait at the server.
   *
   * @param patienceNanos how long it may wait there before the pool's timeout begins
   */
  void send(Request request, ReplySink sink, int index, long patienceNanos);

  /**
   * Begins a request whose bytes come in parts. Its timeout begins with {@link #finish}.
   *
   * @param onRoom run whenever {@link #hasRoom} becomes true again, and when the lease has failed
   */
  void begin(ReplySink sink, int index, Runnable onRoom);

  /** The next part of the request begun; handed over. Dropped if the lease has failed. */
  void write(ByteBuf part);

  /** Whether more parts should be written now; true too when the lease has failed. */
  boolean hasRoom();

  /** The request begun is complete. */
  void finish();

  /** Gives the connection back for others; nothing may be in flight on it. */
  void release();

  /**
   * Closes the connection: its state is unknown or must not be seen by others. What is in flight is
   * not answered any more.
   */
  void discard();
}
