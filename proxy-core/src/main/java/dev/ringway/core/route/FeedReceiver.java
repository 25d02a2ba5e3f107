package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;

/** Who listens to a {@link Feed}. */
public interface FeedReceiver {
  /** The connection is up; the server knows nothing of what earlier ones were told. */
  void onUp();

  /** The connection was lost, or an attempt to make one has failed; the next follows by itself. */
  void onDown(Fault fault);

  /**
   * The server has sent a frame; borrowed.
   *
   * @return whether it is a message, rather than an answer
   */
  boolean onFrame(Frame frame);

  /**
   * A moment has passed with the connection up.
   *
   * @param quietNanos how long nothing at all was heard
   * @param patienceNanos how long a server of this pool may leave a question unanswered
   */
  void onTick(long quietNanos, long patienceNanos);
}
