package dev.ringway.core.route;

/**
 * A connection on which one server speaks by itself, as it does to subscribers: kept open, and made
 * again, ever more slowly, when it is lost. One loop, as everything.
 */
public interface Feed {
  /**
   * Writes bytes at the end of the turn; borrows them. Dropped while the connection is not up: its
   * receiver says everything again in {@link FeedReceiver#onUp}.
   */
  void write(byte[] bytes);

  /** Somebody waits: the next attempt to connect is made soon. */
  void hurry();

  /** Gives the connection up because the server does not answer; another is made. */
  void restart();

  /** Counts how many things the server is asked to tell: so many more, or fewer if negative. */
  void count(int subscriptions);

  /** Ends it; nothing more is told to its receiver. */
  void close();
}
