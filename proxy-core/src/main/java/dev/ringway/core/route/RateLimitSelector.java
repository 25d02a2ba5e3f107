package dev.ringway.core.route;

import dev.ringway.core.loop.LoopClock;
import java.util.List;

/**
 * Lets so many requests a second through, by a token bucket of this worker's own, and refuses the
 * rest.
 */
public final class RateLimitSelector implements Selector {
  private final Route child;
  private final Leaf refusal;
  private final LoopClock clock;
  private final double tokensPerNano;
  private final double burst;
  private double tokens;
  private long filledNanos;

  /**
   * @param refusal answers what is too much
   * @param perSecond this worker's share of the rate
   * @param burst this worker's share of the burst, at least 1
   */
  public RateLimitSelector(
      Route child, Leaf refusal, LoopClock clock, double perSecond, double burst) {
    this.child = child;
    this.refusal = refusal;
    this.clock = clock;
    this.tokensPerNano = perSecond / 1e9;
    this.burst = burst;
    this.tokens = burst;
    this.filledNanos = clock.nanos();
  }

  @Override
  public Route select(Request request) {
    long now = clock.nanos();
    tokens = Math.min(burst, tokens + (now - filledNanos) * tokensPerNano);
    filledNanos = now;
    if (tokens < 1) {
      return refusal;
    }
    tokens--;
    return child;
  }

  @Override
  public List<Route> children() {
    return List.of(child);
  }

  @Override
  public String describe() {
    return "ratelimit";
  }
}
