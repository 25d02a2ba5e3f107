package dev.ringway.core.stats;

/** One worker's numbers about the routes of one listener. */
public final class RouteStats {
  private final Cells counters = new Cells(RouteCounter.values().length);

  public void add(RouteCounter counter, long amount) {
    counters.add(counter.ordinal(), amount);
  }

  public long get(RouteCounter counter) {
    return counters.get(counter.ordinal());
  }
}
