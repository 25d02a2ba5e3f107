package dev.ringway.core.health;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.route.ServerPresence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which servers of a pool with a gutter are away, and what each must forget before it comes back.
 *
 * <p>Workers mark a server away and note keys; the control thread probes it, has the keys deleted
 * on it, and lets it back. If more keys were noted than the journal holds, the server is emptied
 * instead.
 */
public final class GutterBoard {
  /** Deletes keys on a server, or empties it. */
  public interface Replay {
    /**
     * Sends the deletions to a server.
     *
     * @param keys to delete; null to delete everything
     * @param done told once, on any thread, whether all were done
     */
    void replay(int server, @Nullable List<byte[]> keys, Consumer<Boolean> done);
  }

  private static final long PROBE_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(GutterBoard.class);

  private final PoolConfig pool;
  private final ScheduledExecutorService control;
  private final Prober prober;
  private final Replay replay;
  private final int journalKeys;
  private final long lifeNanos;
  private final List<Presence> servers = new ArrayList<>();

  /**
   * @param journalKeys how many keys are noted for each server at the most
   * @param lifeMillis how long the gutter holds a key
   */
  public GutterBoard(
      PoolConfig pool,
      ScheduledExecutorService control,
      Prober prober,
      Replay replay,
      int journalKeys,
      long lifeMillis) {
    this.pool = pool;
    this.control = control;
    this.prober = prober;
    this.replay = replay;
    this.journalKeys = journalKeys;
    this.lifeNanos = TimeUnit.MILLISECONDS.toNanos(lifeMillis);
    for (int i = 0; i < pool.servers().size(); i++) {
      servers.add(new Presence(i));
    }
  }

  /** The presence of one server. */
  public ServerPresence of(int server) {
    return servers.get(server);
  }

  private final class Presence implements ServerPresence {
    private final int server;
    private final AtomicInteger missed = new AtomicInteger();
    private List<byte[]> journal = new ArrayList<>();
    private boolean overflowed;
    private boolean probing;
    private volatile boolean away;
    private volatile long lastAwayNanos = System.nanoTime() - lifeNanos - 1;

    Presence(int server) {
      this.server = server;
    }

    @Override
    public boolean isAway() {
      return away;
    }

    @Override
    public boolean wasAwayRecently() {
      return System.nanoTime() - lastAwayNanos < lifeNanos;
    }

    @Override
    public void answered() {
      if (missed.get() != 0) {
        missed.set(0);
      }
    }

    @Override
    public void missedRead() {
      if (missed.incrementAndGet() >= pool.ejection().failureLimit()) {
        leave(List.of());
      }
    }

    @Override
    public void missedChange(List<byte[]> keys) {
      leave(keys);
    }

    private void leave(List<byte[]> keys) {
      away = true;
      lastAwayNanos = System.nanoTime();
      control.execute(() -> note(keys));
    }

    private void note(List<byte[]> keys) {
      away = true;
      if (journal.size() + keys.size() > journalKeys) {
        overflowed = true;
        journal = new ArrayList<>();
      } else if (!overflowed) {
        journal.addAll(keys);
      }
      if (!probing) {
        probing = true;
        LOG.warn(
            "{}: server {} is away; its keys go to the gutter",
            pool.name(),
            pool.servers().get(server).name());
        probeSoon();
      }
    }

    private void probeSoon() {
      var _ =
          control.schedule(
              () -> prober.probe(server, good -> control.execute(() -> onProbed(good))),
              PROBE_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    private void onProbed(boolean good) {
      if (!good) {
        probeSoon();
      } else {
        replayJournal();
      }
    }

    private void replayJournal() {
      List<byte[]> keys = journal;
      boolean everything = overflowed;
      journal = new ArrayList<>();
      overflowed = false;
      if (keys.isEmpty() && !everything) {
        comeBack();
        return;
      }
      replay.replay(
          server,
          everything ? null : keys,
          done -> control.execute(() -> onReplayed(done, keys, everything)));
    }

    private void onReplayed(boolean done, List<byte[]> keys, boolean everything) {
      if (done) {
        replayJournal();
        return;
      }
      overflowed |= everything || journal.size() + keys.size() > journalKeys;
      journal.addAll(keys);
      probeSoon();
    }

    private void comeBack() {
      probing = false;
      missed.set(0);
      lastAwayNanos = System.nanoTime();
      away = false;
      LOG.info("{}: server {} is back", pool.name(), pool.servers().get(server).name());
    }
  }
}
