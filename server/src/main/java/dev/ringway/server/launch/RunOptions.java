package dev.ringway.server.launch;

import dev.ringway.core.config.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the command line and the environment say about one run; the configuration says the rest.
 *
 * @param source where the configuration came from, to read it again at reload
 * @param workers event loops, at least 1
 * @param transport how to speak to the kernel
 * @param profile what to tune for
 * @param admin where the admin HTTP listens, or null for nowhere
 * @param stats where the statistics in nutcracker's shape are given, or null for nowhere
 * @param drainBound how long {@link RunningProxy#drain} may take
 */
public record RunOptions(
    ConfigSource source,
    int workers,
    TransportChoice transport,
    Profile profile,
    @Nullable Endpoint admin,
    @Nullable StatsOptions stats,
    Duration drainBound) {
  /** Where the admin HTTP listens when nothing else is said. */
  public static final Endpoint DEFAULT_ADMIN = Endpoint.tcp("127.0.0.1", 9122);

  /** Where nutcracker's statistics are given when nothing else is said. */
  public static final Endpoint DEFAULT_STATS = Endpoint.tcp("0.0.0.0", 22222);

  /** How old nutcracker's statistics may be when nothing else is said. */
  public static final Duration DEFAULT_STATS_INTERVAL = Duration.ofSeconds(30);

  /** How long a drain may take when nothing else is said. */
  public static final Duration DEFAULT_DRAIN_BOUND = Duration.ofSeconds(15);

  /** Refuses a number of workers below 1. */
  public RunOptions {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers; at least 1 is needed");
    }
  }
}
