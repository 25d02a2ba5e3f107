package dev.ringway.core.backend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.ServerCounter;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one destination that are lent to one client each, and those that came back and
 * wait to be lent again.
 *
 * <p>A connection is taken back only by a holder who knows that the server keeps nothing of it, and
 * only if nothing is in flight on it. While it waits it is asked now and then whether the server
 * still answers; the one used last is lent first, and what is not needed for a while is closed.
 */
final class LeasePool {
  static final int MAX_IDLE = 64;
  static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
  static final long UNCHECKED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Destination destination;
  private final Backends backends;
  private final int most;
  private final ArrayDeque<LeasedConnection> idle = new ArrayDeque<>();
  private final Set<LeasedConnection> lent = new LinkedHashSet<>();
  private boolean closed;
  private boolean exhausted;

  LeasePool(Destination destination, Backends backends, int most) {
    this.destination = destination;
    this.backends = backends;
    this.most = most;
  }

  /** Lends a connection; null if the limit is reached or the server cannot be. */
  @Nullable LeasedConnection take(int variant) {
    exhausted = false;
    LeasedConnection lease = takeIdle(variant);
    if (lease == null) {
      lease = open(variant);
    }
    if (lease != null) {
      lent.add(lease);
      destination.account().count(ServerCounter.LEASES, 1);
    }
    return lease;
  }

  private @Nullable LeasedConnection takeIdle(int variant) {
    for (Iterator<LeasedConnection> all = idle.iterator(); all.hasNext(); ) {
      LeasedConnection lease = all.next();
      if (lease.variant() == variant && lease.isUsable()) {
        all.remove();
        return lease;
      }
    }
    return null;
  }

  private @Nullable LeasedConnection open(int variant) {
    if (lent.size() + idle.size() >= most) {
      LeasedConnection oldest = idle.pollLast();
      if (oldest == null) {
        exhausted = true;
        destination.account().count(ServerCounter.LEASES_REFUSED, 1);
        return null;
      }
      oldest.discard();
    }
    BackendConnection connection = destination.open(variant);
    return connection == null ? null : new LeasedConnection(this, connection, variant);
  }

  /** Whether the last one who asked got none because of the limit. */
  boolean isExhausted() {
    return exhausted;
  }

  /** Something was sent on a lease: its deadline is watched. */
  void onSent(BackendConnection connection, long patienceNanos) {
    backends.watch(connection, patienceNanos, destination.timeoutNanos());
  }

  /**
   * Takes a connection back, to be lent again or closed.
   *
   * @return whether it was closed, so that nobody must use it
   */
  boolean takeBack(LeasedConnection lease) {
    if (closed || idle.size() >= MAX_IDLE || !lease.isUsable() || !destination.isAt(lease)) {
      lease.discard();
      return true;
    }
    if (lent.remove(lease)) {
      destination.account().count(ServerCounter.LEASES, -1);
      lease.idleSince(backends.loop().clock().nanos());
      idle.push(lease);
    }
    return false;
  }

  /** A lease has ended. */
  void forget(LeasedConnection lease) {
    if (lent.remove(lease)) {
      destination.account().count(ServerCounter.LEASES, -1);
    }
  }

  /** Whether somebody's request waits at the server. */
  boolean hasWaiting() {
    for (LeasedConnection lease : lent) {
      if (lease.isWaiting()) {
        return true;
      }
    }
    return false;
  }

  /** Ends every request that waits at a server that says nothing. */
  void failWaiting(Fault fault) {
    for (LeasedConnection lease : List.copyOf(lent)) {
      if (lease.isWaiting()) {
        lease.connection().fail(fault);
      }
    }
  }

  /** Looks after those that nobody has: closes what is old or has ended, asks the others. */
  void tend(long now) {
    for (LeasedConnection lease : List.copyOf(idle)) {
      boolean old = now - lease.idleSinceNanos() > IDLE_NANOS;
      if (old || !lease.isOpen()) {
        idle.remove(lease);
        lease.discard();
      } else if (lease.isUsable() && now - lease.connection().heardNanos() > UNCHECKED_NANOS) {
        lease.connection().send(destination.probe(), new Check(lease));
        backends.watch(lease.connection(), 0, destination.timeoutNanos());
      }
    }
  }

  /** Ends what stands idle or only waits on certain connections; the rest when it comes back. */
  void expire(Predicate<BackendConnection> leaves) {
    for (LeasedConnection lease : List.copyOf(idle)) {
      if (leaves.test(lease.connection())) {
        idle.remove(lease);
        lease.discard();
      }
    }
    for (LeasedConnection lease : List.copyOf(lent)) {
      if (leaves.test(lease.connection())) {
        lease.expire();
      }
    }
  }

  /** Lends nothing any more; what waits on a connection goes on waiting. */
  void leave() {
    closed = true;
    Predicate<BackendConnection> works = BackendConnection::hasInFlight;
    expire(works.negate());
  }

  /** Lends nothing any more. */
  void close() {
    closed = true;
    expire(connection -> true);
  }

  /** The answer to whether an idle connection's server still answers. */
  private final class Check implements ReplySink {
    private final LeasedConnection lease;

    Check(LeasedConnection lease) {
      this.lease = lease;
    }

    @Override
    public void onReply(int index, Reply reply) {
      if (reply.isError()) {
        end();
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      end();
    }

    private void end() {
      if (idle.remove(lease)) {
        lease.discard();
      }
    }
  }
}
