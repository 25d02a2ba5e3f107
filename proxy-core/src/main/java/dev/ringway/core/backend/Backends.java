package dev.ringway.core.backend;

import dev.ringway.core.loop.FreeList;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.route.Lease;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * All destinations of one worker, with what they share: the spare exchanges, the deadline check and
 * the renewing of addresses.
 */
public final class Backends {
  /** The least time between two checks of deadlines, and so how late a timeout may be. */
  static final long DEADLINE_CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** For a deadline: there is none. */
  static final long NONE_NANOS = Long.MAX_VALUE;

  private static final long ADDRESS_CHECK_MILLIS = 500;
  private static final int SPARE_EXCHANGES = 16 * 1024;

  private final Loop loop;
  private final Connector connector;
  private final Resolver resolver;
  private final FreeList<Exchange> exchanges = new FreeList<>(SPARE_EXCHANGES, Exchange::new);
  private final List<Destination> destinations = new ArrayList<>();
  private final List<BackendConnection> retired = new ArrayList<>();
  private final Set<BackendConnection> leased = new LinkedHashSet<>();
  private long leasedCheckNanos;
  private final Runnable deadlineCheck = this::checkDeadlines;
  private @Nullable Future<?> nextCheck;
  private long nextCheckNanos;
  private boolean closed;

  public Backends(Loop loop, Connector connector, Resolver resolver) {
    this.loop = loop;
    this.connector = connector;
    this.resolver = resolver;
    loop.eventLoop()
        .scheduleWithFixedDelay(
            this::refreshAddresses,
            ADDRESS_CHECK_MILLIS,
            ADDRESS_CHECK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** Makes a destination; nothing is connected yet. */
  public Destination add(DestinationOptions options) {
    Destination destination = new Destination(options, this);
    destinations.add(destination);
    return destination;
  }

  /**
   * Ends a destination that no route leads to any more.
   *
   * @param isReplaced whether another destination leads to the same server, so that nothing calls
   *     away who waits there
   */
  public void remove(Destination destination, boolean isReplaced) {
    if (isReplaced) {
      destination.leave();
    }
    if (!isReplaced || destination.hasLeft()) {
      end(destination);
    }
  }

  private void end(Destination destination) {
    destinations.remove(destination);
    destination.close();
  }

  /** Ends all destinations. */
  public void close() {
    closed = true;
    destinations.forEach(Destination::close);
    destinations.clear();
  }

  Loop loop() {
    return loop;
  }

  Connector connector() {
    return connector;
  }

  Resolver resolver() {
    return resolver;
  }

  FreeList<Exchange> exchanges() {
    return exchanges;
  }

  /** Asks for a check of deadlines in so many nanoseconds, and then as long as anything waits. */
  void armDeadlines(long delayNanos) {
    long at = loop.clock().nanos() + delayNanos;
    Future<?> armed = nextCheck;
    if (armed == null || at - nextCheckNanos < 0) {
      if (armed != null) {
        armed.cancel(false);
      }
      long delay = Math.max(delayNanos, DEADLINE_CHECK_NANOS);
      nextCheckNanos = at;
      nextCheck = loop.eventLoop().schedule(deadlineCheck, delay, TimeUnit.NANOSECONDS);
    }
  }

  /** Watches the deadline of what was sent on a connection that is leased, if it has one. */
  void watch(BackendConnection connection, long patienceNanos, long timeoutNanos) {
    if (timeoutNanos > 0 && patienceNanos < Lease.FOR_EVER_NANOS) {
      watchFor(connection, patienceNanos + timeoutNanos);
    }
  }

  /** Watches a leased connection that is not read because its client is behind. */
  void watchPaused(BackendConnection connection) {
    watchFor(connection, DEADLINE_CHECK_NANOS);
  }

  private void watchFor(BackendConnection connection, long delayNanos) {
    long at = loop.clock().nanos() + delayNanos;
    if (leased.isEmpty() || at - leasedCheckNanos < 0) {
      leasedCheckNanos = at;
    }
    leased.add(connection);
    armDeadlines(delayNanos);
  }

  /** Lets a connection finish what is in flight. */
  void retire(BackendConnection connection) {
    connection.retire();
    if (!connection.isClosed()) {
      retired.add(connection);
    }
  }

  private void checkDeadlines() {
    loop.beginTurn();
    nextCheck = null;
    long now = loop.clock().nanos();
    long next = NONE_NANOS;
    for (int i = 0; i < destinations.size(); i++) {
      next = Math.min(next, destinations.get(i).checkDeadlines(now));
    }
    next = Math.min(next, checkLeased(now));
    boolean waiting = false;
    for (int i = 0; i < retired.size(); i++) {
      retired.get(i).checkPaused(now);
      waiting |= retired.get(i).hasInFlight();
    }
    if (waiting) {
      next = Math.min(next, DEADLINE_CHECK_NANOS);
    }
    if (next != NONE_NANOS && !closed) {
      armDeadlines(next);
    }
  }

  /** Leases may be many and wait long: all of them are looked at when the first one is due. */
  private long checkLeased(long now) {
    if (leased.isEmpty()) {
      return NONE_NANOS;
    }
    if (now - leasedCheckNanos < 0) {
      return leasedCheckNanos - now;
    }
    long next = NONE_NANOS;
    leasedCheckNanos = now + Lease.FOR_EVER_NANOS;
    for (BackendConnection connection : List.copyOf(leased)) {
      long due = connection.checkDeadlines(now);
      connection.checkPaused(now);
      if (connection.isReadingPaused()) {
        due = DEADLINE_CHECK_NANOS;
      }
      if (due >= Lease.FOR_EVER_NANOS / 2 || connection.isClosed()) {
        leased.remove(connection);
      } else {
        next = Math.min(next, due);
      }
    }
    // Answering one may have sent something on another.
    next = Math.min(next, leasedCheckNanos - now);
    leasedCheckNanos = now + next;
    return leased.isEmpty() ? NONE_NANOS : next;
  }

  private void refreshAddresses() {
    loop.beginTurn();
    long now = loop.clock().nanos();
    for (int i = 0; i < destinations.size(); i++) {
      destinations.get(i).refreshAddress();
      destinations.get(i).tend(now);
    }
    for (int i = destinations.size() - 1; i >= 0; i--) {
      if (destinations.get(i).hasLeft()) {
        end(destinations.get(i));
      }
    }
    Iterator<BackendConnection> finishing = retired.iterator();
    while (finishing.hasNext()) {
      BackendConnection connection = finishing.next();
      connection.checkRetired(loop.clock().nanos());
      if (connection.isClosed()) {
        finishing.remove();
      }
    }
  }
}
