package dev.ringway.benchmarks.load;

import org.HdrHistogram.Histogram;

/**
 * What a run of the load generator saw.
 *
 * @param requests answered, each with the right bytes
 * @param nanos from the first request to the last reply
 * @param latency in nanoseconds, from sending a pipeline to having each of its replies
 */
public record LoadResult(long requests, long nanos, Histogram latency) {
  /** Requests answered a second. */
  public double perSecond() {
    return requests * 1e9 / nanos;
  }
}
