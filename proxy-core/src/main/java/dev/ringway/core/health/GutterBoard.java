package dev.ringway.core.health;

import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.config.ServerConfig;
import dev.ringway.core.route.ServerPresence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which servers of a pool with a gutter are away, and what each must forget before it is back. */
/*
 * Promises. A server that missed a change serves nothing until every key of that change is deleted
 * on it. If more keys were noted than the journal holds, each database that they lie in is emptied
 * instead. No change is lost between the last deletion and the return: both happen under the lock.
 *
 * The return. A server that hung still executes, when it goes on, what lies in its sockets: changes
 * that were given up long ago. So it must answer several probes, some time apart, before the keys
 * are deleted; by then it has read all that was sent to it before. While they are deleted, changes
 * go to the server again, and only reads to the gutter: else changes would be noted without end.
 *
 * Threads. Workers note changes; the control thread probes, deletes and lets back. The lock of one
 * server is taken only while something is wrong with it.
 */
public final class GutterBoard {
  /** Deletes keys on a server, or empties it. */
  public interface Replay {
    /**
     * Sends the deletions to a server.
     *
     * @param missed what to delete
     * @param done told once, on any thread, whether all were done
     */
    void replay(int server, MissedChanges missed, Consumer<Boolean> done);
  }

  private static final long PROBE_MILLIS = 250;
  private static final int GOOD_PROBES = 3;
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

  /** The pool as configured. */
  public PoolConfig pool() {
    return pool;
  }

  /** The presence of one server. */
  public ServerPresence of(int server) {
    return servers.get(server);
  }

  /** Keeps the servers away that are away on another board, with what they must forget. */
  public void takeOver(GutterBoard before) {
    for (Presence presence : servers) {
      for (Presence old : before.servers) {
        if (old.config().equals(presence.config())) {
          presence.takeOver(old);
        }
      }
    }
  }

  private final class Presence implements ServerPresence {
    private final int server;
    private final AtomicInteger missedReads = new AtomicInteger();
    private MissedChanges journal = new MissedChanges(journalKeys);
    private boolean probing;
    private int goodProbes;
    private volatile boolean returning;
    private volatile boolean away;
    private volatile long lastAwayNanos = System.nanoTime() - lifeNanos - 1;

    Presence(int server) {
      this.server = server;
    }

    ServerConfig config() {
      return pool.servers().get(server);
    }

    @Override
    public boolean isAway() {
      return away;
    }

    @Override
    public boolean isReturning() {
      return returning;
    }

    @Override
    public boolean wasAwayRecently() {
      return away || System.nanoTime() - lastAwayNanos < lifeNanos;
    }

    @Override
    public void answered() {
      if (missedReads.get() != 0) {
        missedReads.set(0);
      }
    }

    @Override
    public void missedRead() {
      if (missedReads.incrementAndGet() >= pool.ejection().failureLimit()) {
        missedChange(0, List.of());
      }
    }

    @Override
    public synchronized boolean missedChange(int variant, List<byte[]> keys) {
      boolean tooMany = journal.add(variant, keys);
      leave();
      return tooMany;
    }

    private void takeOver(Presence old) {
      MissedChanges missed = new MissedChanges(journalKeys);
      synchronized (old) {
        lastAwayNanos = old.lastAwayNanos;
        if (!old.away) {
          return;
        }
        missed.addAll(old.journal);
      }
      synchronized (this) {
        journal.addAll(missed);
        leave();
      }
    }

    private void leave() {
      away = true;
      if (!probing) {
        probing = true;
        goodProbes = 0;
        LOG.warn("{}: server {} is away; its keys go to the gutter", pool.name(), config().name());
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

    private synchronized void onProbed(boolean good) {
      goodProbes = good ? goodProbes + 1 : 0;
      if (goodProbes < GOOD_PROBES) {
        probeSoon();
      } else {
        returning = true;
        forgetOrComeBack();
      }
    }

    private synchronized void forgetOrComeBack() {
      MissedChanges missed = journal;
      if (missed.isEmpty()) {
        comeBack();
        return;
      }
      journal = new MissedChanges(journalKeys);
      replay.replay(server, missed, done -> control.execute(() -> onForgotten(done, missed)));
    }

    private synchronized void onForgotten(boolean done, MissedChanges missed) {
      if (done) {
        forgetOrComeBack();
        return;
      }
      missed.addAll(journal);
      journal = missed;
      goodProbes = 0;
      returning = false;
      LOG.warn(
          "{}: server {} answers but does not delete what it missed; it stays away",
          pool.name(),
          config().name());
      probeSoon();
    }

    private void comeBack() {
      probing = false;
      goodProbes = 0;
      missedReads.set(0);
      lastAwayNanos = System.nanoTime();
      away = false;
      returning = false;
      LOG.info("{}: server {} is back", pool.name(), config().name());
    }
  }
}
