package dev.ringway.core.protocol;

import dev.ringway.core.stats.SlowLog;
import org.jspecify.annotations.Nullable;

/**
 * What a listener's configuration says to the sessions of its clients.
 *
 * @param listener the listener's name
 * @param user the ACL user that clients name, or null for the default one only
 * @param password what clients must give, or null for none
 * @param limits the caps that a session keeps
 * @param crossSlotByFirstKey whether commands whose keys part go to the first key's server, as in
 *     twemproxy, instead of being refused
 * @param partialResults what a client gets when some servers of a divided read fail
 * @param gather which commands whose keys part are made in the proxy
 * @param administration what clients may do to the servers
 * @param slowLog where slow requests are kept, one for all workers
 * @param information the proxy's own facts, for INFO and stats
 */
public record SessionOptions(
    String listener,
    @Nullable String user,
    @Nullable String password,
    Limits limits,
    boolean crossSlotByFirstKey,
    PartialResults partialResults,
    GatherOptions gather,
    Administration administration,
    SlowLog slowLog,
    ProxyInformation information) {
  /** Gathers nothing, with the usual administration and a slow log that keeps nothing. */
  public SessionOptions(
      String listener,
      @Nullable String user,
      @Nullable String password,
      Limits limits,
      boolean crossSlotByFirstKey,
      PartialResults partialResults,
      ProxyInformation information) {
    this(
        listener,
        user,
        password,
        limits,
        crossSlotByFirstKey,
        partialResults,
        GatherOptions.NONE,
        Administration.DEFAULT,
        new SlowLog(),
        information);
  }

  /** What a divided read answers when one of its servers fails. */
  public enum PartialResults {
    /** One error for the whole command. */
    ERROR,
    /** What was found; the failed server's keys as misses. */
    MISS
  }
}
