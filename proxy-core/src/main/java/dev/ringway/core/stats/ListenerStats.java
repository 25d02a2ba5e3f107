package dev.ringway.core.stats;

import dev.ringway.core.failure.Failure;
import org.jspecify.annotations.Nullable;

/** One worker's numbers about one listener, its commands included. */
public final class ListenerStats {
  private static final int FAILURES = Failure.values().length;

  private final Cells counters = new Cells(ListenerCounter.values().length);
  private final Cells requests;
  private final Cells failures;
  private final @Nullable LatencyHistogram[] latency;

  /**
   * @param commands how many rows the protocol's command table has
   */
  public ListenerStats(int commands) {
    requests = new Cells(commands);
    failures = new Cells(commands * FAILURES);
    latency = new LatencyHistogram[commands];
  }

  public void add(ListenerCounter counter, long amount) {
    counters.add(counter.ordinal(), amount);
  }

  public long get(ListenerCounter counter) {
    return counters.get(counter.ordinal());
  }

  /** Counts a request when it is taken. */
  public void request(int command) {
    requests.add(command, 1);
  }

  /** Counts a request when it is answered, {@code nanos} after it was taken. */
  public void answered(int command, long nanos) {
    LatencyHistogram histogram = latency[command];
    if (histogram == null) {
      histogram = new LatencyHistogram();
      latency[command] = histogram;
    }
    histogram.record(nanos);
  }

  /** Counts a fault as the answer to a command. */
  public void fault(int command, Failure failure) {
    failures.add(command * FAILURES + failure.ordinal(), 1);
    add(ListenerCounter.FORWARD_ERROR, 1);
  }

  public int commands() {
    return requests.size();
  }

  public long requests(int command) {
    return requests.get(command);
  }

  public long faults(int command, Failure failure) {
    return failures.get(command * FAILURES + failure.ordinal());
  }

  /** From taking a request to having its whole reply, or null if there was none. */
  public @Nullable LatencyHistogram latency(int command) {
    return latency[command];
  }
}
