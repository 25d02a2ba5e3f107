package dev.ringway.server.metrics;

import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;
import java.util.List;

/** One server's numbers over all workers, read when asked for. */
public record ServerSums(List<ServerStats> blocks) {
  /** A counter's or a gauge's sum. */
  public long get(ServerCounter counter) {
    long sum = 0;
    for (ServerStats block : blocks) {
      sum += block.get(counter);
    }
    return sum;
  }

  /** From taking requests to writing them to the socket. */
  public Durations queueTime() {
    Durations sum = new Durations();
    for (ServerStats block : blocks) {
      sum.add(block.queueTime());
    }
    return sum;
  }

  /** From writing requests to having their replies. */
  public Durations serverTime() {
    Durations sum = new Durations();
    for (ServerStats block : blocks) {
      sum.add(block.serverTime());
    }
    return sum;
  }
}
