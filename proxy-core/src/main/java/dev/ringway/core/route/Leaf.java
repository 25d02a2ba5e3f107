package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import org.jspecify.annotations.Nullable;

/** A target without children: a server, or an answer made here. */
public non-sealed interface Leaf extends Target {
  /**
   * Whether a request takes effect behind everything that its client has sent here before, although
   * some of that is unanswered.
   */
  default boolean keepsOrder(Request request) {
    return true;
  }

  /**
   * A connection to this leaf's server for one client alone.
   *
   * @param variant as {@link Request#variant}
   * @return null if there is none to be had, for the reason that {@link #whyNoLease} gives
   */
  default @Nullable Lease lease(int variant) {
    return null;
  }

  /** What a client is told for whom {@link #lease} had nothing. */
  default Fault whyNoLease() {
    String sentence = describe() + " has no connections to lend to one client";
    return new Fault(Failure.UNSUPPORTED, sentence);
  }

  /**
   * Opens a connection on which this leaf's server speaks by itself.
   *
   * @return null if there is no server that could
   */
  default @Nullable Feed feed(FeedReceiver receiver) {
    return null;
  }

  /** Whether what is written through the other is read through this one, also after a reload. */
  default boolean isSameServer(Leaf other) {
    return equals(other);
  }

  /** Its server's address in words, the same wherever that server is configured; or nothing. */
  default String address() {
    return "";
  }
}
