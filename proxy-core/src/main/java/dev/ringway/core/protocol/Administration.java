package dev.ringway.core.protocol;

/**
 * What the clients of a listener may do to its servers beside asking for keys, and which of their
 * requests are kept as slow.
 *
 * @param debug whether commands for debugging a server are passed on
 * @param configSet whether settings of the servers may be changed
 * @param slowerThanMillis requests that took as long are kept
 * @param maxSlowRequests how many of those at most; 0 for none
 * @param slowArguments whether their arguments are kept, too, for which the beginning of every
 *     request is copied
 */
public record Administration(
    boolean debug,
    boolean configSet,
    long slowerThanMillis,
    int maxSlowRequests,
    boolean slowArguments) {
  /** Nothing that changes a server's settings; Redis's slow log: 128 requests of 10 ms or more. */
  public static final Administration DEFAULT = new Administration(false, false, 10, 128, false);

  /** Nothing at all. */
  public static final Administration NOTHING = new Administration(false, false, 10, 0, false);
}
