package dev.ringway.core.stats;

import dev.ringway.core.failure.Failure;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One worker's numbers about one listener, its commands included. */
public final class ListenerStats {
  private static final int FAILURES = Failure.values().length;

  private final Cells counters = new Cells(ListenerCounter.values().length);
  private Cells requests;
  private Cells failures;
  private @Nullable LatencyHistogram[] latency;

  /**
   * @param commands how many rows the protocol's command table has
   */
  public ListenerStats(int commands) {
    requests = new Cells(commands);
    failures = new Cells(commands * FAILURES);
    latency = new LatencyHistogram[commands];
  }

  /**
   * Makes room for more commands; the owner only. Whoever reads meanwhile may see what was counted
   * before a little longer.
   */
  public void grow(int commands) {
    if (commands > commands()) {
      latency = Arrays.copyOf(latency, commands);
      failures = failures.grown(commands * FAILURES);
      requests = requests.grown(commands);
    }
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
    Cells seen = requests;
    return command < seen.size() ? seen.get(command) : 0;
  }

  public long faults(int command, Failure failure) {
    Cells seen = failures;
    int cell = command * FAILURES + failure.ordinal();
    return cell < seen.size() ? seen.get(cell) : 0;
  }

  /** From taking a request to having its whole reply, or null if there was none. */
  public @Nullable LatencyHistogram latency(int command) {
    @Nullable LatencyHistogram[] seen = latency;
    return command < seen.length ? seen[command] : null;
  }
}
