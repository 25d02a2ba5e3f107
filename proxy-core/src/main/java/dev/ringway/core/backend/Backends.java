package dev.ringway.core.backend;

import dev.ringway.core.loop.FreeList;
import dev.ringway.core.loop.Loop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * All destinations of one worker, with what they share: the spare exchanges, the deadline check and
 * the renewing of addresses.
 */
public final class Backends {
  private static final long DEADLINE_CHECK_MILLIS = 5;
  private static final long ADDRESS_CHECK_MILLIS = 500;
  private static final int SPARE_EXCHANGES = 16 * 1024;

  private final Loop loop;
  private final Connector connector;
  private final Resolver resolver;
  private final FreeList<Exchange> exchanges = new FreeList<>(SPARE_EXCHANGES, Exchange::new);
  private final List<Destination> destinations = new ArrayList<>();
  private final List<BackendConnection> retired = new ArrayList<>();
  private final Set<BackendConnection> leased = new LinkedHashSet<>();
  private final Runnable deadlineCheck = this::checkDeadlines;
  private boolean armed;
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

  /** Ends a destination that no route leads to any more. */
  public void remove(Destination destination) {
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

  /** Asks for deadline checks as long as anything waits. */
  void armDeadlines() {
    if (!armed) {
      armed = true;
      loop.eventLoop().schedule(deadlineCheck, DEADLINE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Watches the deadlines of a connection that is leased. */
  void watch(BackendConnection connection) {
    leased.add(connection);
  }

  /** Lets a connection finish what is in flight. */
  void retire(BackendConnection connection) {
    leased.remove(connection);
    connection.retire();
    if (!connection.isClosed()) {
      retired.add(connection);
    }
  }

  private void checkDeadlines() {
    loop.beginTurn();
    armed = false;
    long now = loop.clock().nanos();
    boolean waiting = false;
    for (int i = 0; i < destinations.size(); i++) {
      waiting |= destinations.get(i).checkDeadlines(now);
    }
    for (BackendConnection connection : List.copyOf(leased)) {
      connection.checkDeadlines(now);
      waiting |= connection.hasInFlight();
    }
    for (int i = 0; i < retired.size(); i++) {
      retired.get(i).checkPaused(now);
      waiting |= retired.get(i).hasInFlight();
    }
    if (waiting && !closed) {
      armDeadlines();
    }
  }

  private void refreshAddresses() {
    loop.beginTurn();
    for (int i = 0; i < destinations.size(); i++) {
      destinations.get(i).refreshAddress();
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
