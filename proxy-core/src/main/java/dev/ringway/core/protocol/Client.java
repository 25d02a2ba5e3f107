package dev.ringway.core.protocol;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.net.SocketAddress;

/** What a client connection offers to the session that serves it; on its loop only. */
public interface Client {
  /** A number unique in this process, as CLIENT ID shows it. */
  long id();

  /** The client's address, for INFO and logs. */
  SocketAddress remoteAddress();

  /** The address at which the client has reached the proxy. */
  SocketAddress localAddress();

  /** How long ago the client was last heard, in nanoseconds. */
  default long idleNanos() {
    return 0;
  }

  /** How many bytes of replies and messages wait for the client. */
  default long unsentBytes() {
    return 0;
  }

  /** The worker's request view, empty: fill it and give it to {@link #route}. */
  Request request();

  /**
   * Routes a request from the listener's root; its reply takes the next place in line.
   *
   * @param request borrowed
   */
  void route(Request request);

  /** The listener's root: what {@link #route} sends to, for requests that go there with a sink. */
  Route root();

  /**
   * Takes the next place in line for a reply that is made later or out of several.
   *
   * @return the sink to be answered once, with index 0; a reply of no bytes leaves nothing to write
   */
  ReplySink nextPlace(Command command);

  /**
   * As {@link #nextPlace(Command)} for a request that is kept as slow if its answer takes long.
   *
   * @param request borrowed
   */
  default ReplySink nextPlace(Command command, Frame request) {
    return nextPlace(command);
  }

  /** Whether nothing was asked after what this place of {@link #nextPlace} stands for. */
  default boolean isNewest(ReplySink place) {
    return false;
  }

  /** Answers in the next place in line; borrows the bytes. */
  void reply(Command command, byte[] bytes);

  /** Answers a fault in the next place in line and counts it. */
  void fault(Command command, Fault fault);

  /**
   * Sends what answers no request, between replies; borrows the frame. A client that leaves more of
   * this unread than it may is closed.
   */
  default void push(Frame frame) {
    throw new UnsupportedOperationException("this client takes replies only");
  }

  /** Reads no more from this client, and closes once everything before is answered. */
  void closeAfterReplies();

  /** Closes now; what is unanswered is never answered. */
  void close();

  /** Whether anything before is still unanswered. */
  boolean hasUnanswered();

  /**
   * Takes no further request from this client, even of those read, until {@link #resume}; the way
   * to run something alone.
   */
  void pause();

  /**
   * As {@link #pause}, for as long as it may take: the client is still read, within a bound, so
   * that its end is noticed, and its end soon closes it although something is unanswered.
   */
  default void block() {
    pause();
  }

  /**
   * Takes back the request being looked at: it waits before all others, and is looked at again
   * after {@link #resume}. Only together with {@link #pause} or {@link #block}.
   *
   * @param frame borrowed
   */
  default void putBack(Frame frame) {
    throw new UnsupportedOperationException("this client's requests are taken at once");
  }

  /**
   * Goes on with the requests read after {@link #pause} or {@link #block}; safe to call while
   * handling a reply.
   */
  void resume();

  /**
   * Runs a task once everything before is answered; at once if all is. Only for who handles the
   * client's newest request: one task waits at a time, and what waited before is forgotten.
   */
  void whenAnswered(Runnable task);

  /**
   * Takes no further request until everything before is answered. Like {@link #whenAnswered} only
   * for who handles the newest one.
   */
  default void pauseUntilAnswered() {
    if (hasUnanswered()) {
      pause();
      whenAnswered(this::resume);
    }
  }
}
