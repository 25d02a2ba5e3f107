package dev.ringway.server.metrics;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.stats.LatencyHistogram;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One listener's numbers over all workers, read when asked for. */
public record ListenerSums(List<ListenerStats> blocks) {
  /** A counter's or a gauge's sum. */
  public long get(ListenerCounter counter) {
    long sum = 0;
    for (ListenerStats block : blocks) {
      sum += block.get(counter);
    }
    return sum;
  }

  int commands() {
    return blocks.stream().mapToInt(ListenerStats::commands).max().orElse(0);
  }

  long requests(int command) {
    long sum = 0;
    for (ListenerStats block : blocks) {
      sum += block.requests(command);
    }
    return sum;
  }

  /** Requests of all commands. */
  public long requests() {
    long sum = 0;
    for (int i = 0; i < commands(); i++) {
      sum += requests(i);
    }
    return sum;
  }

  long faults(int command, Failure failure) {
    long sum = 0;
    for (ListenerStats block : blocks) {
      sum += block.faults(command, failure);
    }
    return sum;
  }

  Durations latency(int command) {
    Durations sum = new Durations();
    for (ListenerStats block : blocks) {
      @Nullable LatencyHistogram histogram = block.latency(command);
      if (histogram != null) {
        sum.add(histogram);
      }
    }
    return sum;
  }

  /** From taking requests of any command to having their replies. */
  public Durations latency() {
    Durations sum = new Durations();
    for (int i = 0; i < commands(); i++) {
      if (requests(i) > 0) {
        sum.add(latency(i));
      }
    }
    return sum;
  }
}
