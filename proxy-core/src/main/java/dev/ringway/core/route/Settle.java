package dev.ringway.core.route;

/** How {@link AllSyncRoute} makes one answer out of several. */
public enum Settle {
  /** The first error to come, else the last reply. */
  FIRST_ERROR,
  /** The worst reply. */
  WORST,
  /** What more than half answered alike, else the worst. */
  MAJORITY,
  /** The best reply, so that one dead copy is no error. */
  ANY,
  /** The first child's reply; nobody waits for the rest. */
  FIRST
}
