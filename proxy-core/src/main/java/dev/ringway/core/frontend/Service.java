package dev.ringway.core.frontend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.FreeList;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.ClientSession;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.protocol.SessionHome;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.protocol.Sessions;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerCounter;
import dev.ringway.core.stats.ListenerStats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** What one listener serves on one worker: its clients and the routes that their requests take. */
public final class Service implements SessionHome {
  private static final int SPARE_PLACES = 16 * 1024;

  private final Loop loop;
  private Protocol protocol;
  private SessionOptions options;
  private final ListenerStats stats;
  private final Request request = new Request();
  private final Sessions sessions;
  private final FreeList<Place> places = new FreeList<>(SPARE_PLACES, Place::new);
  private final Set<ClientConnection> clients = new LinkedHashSet<>();
  private final KeptCounts keptCounts;
  private Route root;
  private boolean draining;

  public Service(
      Loop loop, Protocol protocol, SessionOptions options, ListenerStats stats, Route root) {
    this.loop = loop;
    this.protocol = protocol;
    this.options = options;
    this.stats = stats;
    this.root = root;
    this.keptCounts = new KeptCounts(loop);
    this.sessions = protocol.newSessions(this);
  }

  /**
   * Exchanges the command table, the route tree, and the options of sessions that begin from now
   * on; requests in flight keep the way they took.
   */
  public void use(Protocol speaking, Route tree, SessionOptions sessionOptions) {
    stats.grow(speaking.commands().size());
    protocol = speaking;
    root = tree;
    options = sessionOptions;
    onRingChanged();
  }

  /** The ring of a pool that routes lead to is another one: keys may live elsewhere now. */
  public void onRingChanged() {
    sessions.onRoutesChanged();
    for (ClientConnection client : List.copyOf(clients)) {
      client.onRoutesChanged();
    }
  }

  /**
   * Closes clients as soon as everything they asked is answered, which what waits at a server is
   * now; new ones at once.
   */
  public void drain() {
    draining = true;
    for (ClientConnection client : List.copyOf(clients)) {
      client.drain();
    }
  }

  /** Closes all clients soon; what is unanswered is answered with a fault. */
  public void refuseRest(Fault fault) {
    for (ClientConnection client : List.copyOf(clients)) {
      client.refuseRest(fault);
    }
  }

  /** Closes all clients now. */
  public void close() {
    for (ClientConnection client : new ArrayList<>(clients)) {
      client.close();
    }
  }

  /** How many clients are connected. */
  public int clients() {
    return clients.size();
  }

  void add(ClientConnection client) {
    clients.add(client);
    stats.add(ListenerCounter.CLIENT_CONNECTIONS, 1);
    if (draining) {
      client.closeAfterReplies();
    }
  }

  void remove(ClientConnection client) {
    if (clients.remove(client)) {
      stats.add(ListenerCounter.CLIENT_CONNECTIONS, -1);
    }
  }

  Loop loop() {
    return loop;
  }

  @Override
  public Protocol protocol() {
    return protocol;
  }

  SessionOptions options() {
    return options;
  }

  ClientSession newSession(Client client) {
    return sessions.newSession(client, options);
  }

  @Override
  public Object worker() {
    return loop;
  }

  @Override
  public String listener() {
    return options.listener();
  }

  @Override
  public boolean execute(Runnable task) {
    try {
      loop.eventLoop().execute(() -> inTurn(task));
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  @Override
  public void schedule(Runnable task, long delayNanos) {
    loop.eventLoop().schedule(() -> inTurn(task), delayNanos, TimeUnit.NANOSECONDS);
  }

  private void inTurn(Runnable task) {
    loop.beginTurn();
    task.run();
  }

  @Override
  public ListenerStats stats() {
    return stats;
  }

  Request request() {
    return request;
  }

  KeptCounts keptCounts() {
    return keptCounts;
  }

  FreeList<Place> places() {
    return places;
  }

  @Override
  public Route root() {
    return root;
  }
}
