package dev.ringway.core.route;

import java.util.List;

/**
 * Whether a server that has a gutter is there, as the whole process sees it, and what it must
 * forget before it comes back; thread-safe.
 */
public interface ServerPresence {
  /** Whether requests for the server go to the gutter now. */
  boolean isAway();

  /**
   * Whether a server that is away is about to come back: changes go to it again, so that what it
   * must forget comes to an end.
   */
  boolean isReturning();

  /** Whether it was away so recently that the gutter may still hold keys of it. */
  boolean wasAwayRecently();

  /** The server did not answer a read. */
  void missedRead();

  /**
   * The server did not get, or perhaps did not get, a change of these keys: it is away.
   *
   * @param variant the request's: keys of different databases are different
   * @return whether these were more than can be noted, so that the server will be emptied
   */
  boolean missedChange(int variant, List<byte[]> keys);

  /** The server has answered. */
  void answered();
}
