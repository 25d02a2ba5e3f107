package dev.ringway.core.health;

import dev.ringway.core.backend.HealthReporter;
import dev.ringway.core.config.EjectionConfig;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.hashing.KeyLocator;
import java.util.Arrays;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live servers of one pool. Workers count consecutive failures of requests; at the limit the
 * control thread takes the server out of the ring, and after the retry time probes it until it
 * answers. Every change is one new ring, given to all workers.
 */
public final class PoolHealth {
  private static final long REPROBE_MILLIS = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(PoolHealth.class);

  private final PoolConfig pool;
  private final ScheduledExecutorService control;
  private final Prober prober;
  private final Consumer<KeyLocator> publish;
  private final AtomicIntegerArray consecutiveFailures;
  private final AtomicIntegerArray ejections;
  private final AtomicLongArray ejectedAtMicros;
  private final boolean[] live;
  private volatile KeyLocator ring;

  /**
   * @param control the one thread on which servers are ejected and readmitted
   * @param publish gives a new ring to all workers; called on the control thread
   */
  public PoolHealth(
      PoolConfig pool,
      KeyLocator ring,
      ScheduledExecutorService control,
      Prober prober,
      Consumer<KeyLocator> publish) {
    this.pool = pool;
    this.ring = ring;
    this.control = control;
    this.prober = prober;
    this.publish = publish;
    int servers = pool.servers().size();
    this.consecutiveFailures = new AtomicIntegerArray(servers);
    this.ejections = new AtomicIntegerArray(servers);
    this.ejectedAtMicros = new AtomicLongArray(servers);
    this.live = new boolean[servers];
    Arrays.fill(live, true);
  }

  /** What a worker reports one server's failures to. */
  public HealthReporter reporter(int server) {
    if (!pool.ejection().enabled()) {
      return HealthReporter.NONE;
    }
    return new HealthReporter() {
      @Override
      public void failed() {
        if (consecutiveFailures.incrementAndGet(server) == pool.ejection().failureLimit()) {
          control.execute(() -> eject(server));
        }
      }

      @Override
      public void succeeded() {
        consecutiveFailures.set(server, 0);
      }
    };
  }

  /** The pool as configured. */
  public PoolConfig pool() {
    return pool;
  }

  /** The ring in force now. */
  public KeyLocator ring() {
    return ring;
  }

  /** How often the pool's servers were ejected since start. */
  public long ejections() {
    long sum = 0;
    for (int i = 0; i < live.length; i++) {
      sum += ejections.get(i);
    }
    return sum;
  }

  /** When a server was last ejected, in microseconds since 1970; 0 for never. */
  public long ejectedAtMicros(int server) {
    return ejectedAtMicros.get(server);
  }

  /** Whether a server takes part now. */
  public boolean isLive(int server) {
    return ring.isLive(server);
  }

  private void eject(int server) {
    if (!live[server]) {
      return;
    }
    EjectionConfig rule = pool.ejection();
    LOG.warn(
        "{}: server {} is ejected after {} failed requests, for at least {} ms",
        pool.name(),
        pool.servers().get(server).name(),
        rule.failureLimit(),
        rule.retryMillis());
    ejections.incrementAndGet(server);
    ejectedAtMicros.set(server, TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
    change(server, false);
    probeIn(server, rule.retryMillis());
  }

  private void probeIn(int server, long millis) {
    var _ =
        control.schedule(
            () -> prober.probe(server, good -> control.execute(() -> onProbed(server, good))),
            millis,
            TimeUnit.MILLISECONDS);
  }

  private void onProbed(int server, boolean good) {
    if (!good) {
      probeIn(server, Math.min(REPROBE_MILLIS, pool.ejection().retryMillis()));
      return;
    }
    LOG.info("{}: server {} is back", pool.name(), pool.servers().get(server).name());
    consecutiveFailures.set(server, 0);
    change(server, true);
  }

  private void change(int server, boolean nowLive) {
    live[server] = nowLive;
    ring = ring.withLive(live);
    publish.accept(ring);
  }
}
