package dev.ringway.core.stats;

/** One worker's numbers about one server. */
public final class ServerStats {
  private final Cells counters = new Cells(ServerCounter.values().length);
  private final LatencyHistogram queueTime = new LatencyHistogram();
  private final LatencyHistogram serverTime = new LatencyHistogram();

  public void add(ServerCounter counter, long amount) {
    counters.add(counter.ordinal(), amount);
  }

  public long get(ServerCounter counter) {
    return counters.get(counter.ordinal());
  }

  /** From taking a request to writing it to the socket. */
  public LatencyHistogram queueTime() {
    return queueTime;
  }

  /** From writing a request to its reply. */
  public LatencyHistogram serverTime() {
    return serverTime;
  }
}
