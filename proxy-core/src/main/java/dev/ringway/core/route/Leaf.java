package dev.ringway.core.route;

import org.jspecify.annotations.Nullable;

/** A target without children: a server, or an answer made here. */
public non-sealed interface Leaf extends Target {
  /**
   * A connection to this leaf's server for one client alone.
   *
   * @param variant as {@link Request#variant}
   * @return null if this leaf has none to give, or as many as it may are out already
   */
  default @Nullable Lease lease(int variant) {
    return null;
  }

  /**
   * Opens a connection on which this leaf's server speaks by itself.
   *
   * @return null if there is no server that could
   */
  default @Nullable Feed feed(FeedReceiver receiver) {
    return null;
  }

  /** Its server's address in words, the same wherever that server is configured; or nothing. */
  default String address() {
    return "";
  }
}
