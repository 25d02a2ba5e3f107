package dev.ringway.core.backend;

import dev.ringway.core.config.Endpoint;
import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.FreeList;
import dev.ringway.core.message.ReplyScanner;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.ServerLogin;
import dev.ringway.core.route.Feed;
import dev.ringway.core.route.FeedReceiver;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server as one worker sees it: its connections, made when first needed and made again when lost.
 *
 * <p>A client keeps to one of several connections, so its commands take effect in the order sent.
 * After a failed attempt to connect, requests fail at once for a short while.
 */
public final class Destination implements Leaf {
  static final int MAX_OWED_DISCARDS = 1024;
  static final long MAX_GATHERED_BYTES = 1L << 30;
  static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(365);
  static final long SLOWEST_RECEIVER_NANOS = TimeUnit.SECONDS.toNanos(5);
  static final long RETIRED_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long RECONNECT_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final Logger LOG = LoggerFactory.getLogger(Destination.class);

  private final DestinationOptions options;
  private final Backends backends;
  private final ServerFaults faults;
  private final ServerAccount account;
  private final Lanes lanes;
  private final long timeoutNanos;
  private final List<ServerFeed> feeds = new ArrayList<>();
  private final LeasePool leases;
  private final ScriptLanes scripts;
  private final Heartbeat heartbeat = new Heartbeat(this);
  private boolean down;
  private long retryAtNanos;
  private @Nullable Fault lastFault;
  private @Nullable SocketAddress movedTo;
  private boolean leaving;
  private boolean closed;

  Destination(DestinationOptions options, Backends backends) {
    this.options = options;
    this.backends = backends;
    this.faults = new ServerFaults(options.pool(), options.server());
    this.account = new ServerAccount(options.stats(), options.health());
    this.lanes = new Lanes(this, options.protocol().variants(), options.pool().serverConnections());
    this.leases = new LeasePool(this, backends, options.pool().maxLeases());
    this.scripts = new ScriptLanes(this, options.pool().scripts().connections());
    this.timeoutNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(0, options.pool().timeoutMillis()));
  }

  @Override
  public String describe() {
    return "server " + options.server().name();
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    if ((request.isScript() || scripts.isUsed()) && scripts.take(request, sink, index)) {
      return;
    }
    BackendConnection connection = lanes.connection(request.variant(), lanes.of(request.lane()));
    if (connection == null) {
      refuse(sink, index);
      return;
    }
    connection.send(request, sink, index);
  }

  /** There is no connection for a request. */
  void refuse(ReplySink sink, int index) {
    account.onFailed();
    Fault fault = lastFault;
    sink.onFault(index, fault == null ? faults.refused : fault);
  }

  @Override
  public boolean keepsOrder(Request request) {
    return !request.isScript()
        || scripts.has(request)
        || !lanes.hasInFlight(request.variant(), lanes.of(request.lane()));
  }

  @Override
  public @Nullable Lease lease(int variant) {
    return leases.take(variant);
  }

  @Override
  public Fault whyNoLease() {
    Fault fault = lastFault;
    return leases.isExhausted() ? faults.leasesOut : fault == null ? faults.refused : fault;
  }

  @Override
  public @Nullable Feed feed(FeedReceiver receiver) {
    if (closed) {
      return null;
    }
    ServerFeed feed = new ServerFeed(this, backends.loop(), receiver);
    feeds.add(feed);
    feed.start();
    return feed;
  }

  @Override
  public String address() {
    return endpoint().toString();
  }

  @Override
  public boolean isSameServer(Leaf other) {
    return other instanceof Destination destination
        && destination.endpoint().equals(endpoint())
        && destination.options.login().equals(options.login());
  }

  /** Gives no more requests to a connection; it finishes what is in flight. */
  void detach(BackendConnection connection) {
    if (!retireWhere(other -> other == connection)) {
      backends.watchPaused(connection);
    }
    backends.armDeadlines(Backends.DEADLINE_CHECK_NANOS);
  }

  /** Asks the server for a sign of life, over the connection that clients share. */
  void sendProbe(ReplySink sink) {
    BackendConnection connection = lanes.connection(0, 0);
    if (connection == null) {
      Fault fault = lastFault;
      sink.onFault(0, fault == null ? faults.refused : fault);
    } else {
      connection.send(probe(), sink);
    }
  }

  byte[] probe() {
    return options.protocol().probe().request();
  }

  /** Connects every lane now rather than at the first request. */
  public void preconnect() {
    for (int lane = 0; lane < lanes.width(); lane++) {
      lanes.connection(0, lane);
    }
  }

  @Nullable BackendConnection open(int variant) {
    long now = backends.loop().clock().nanos();
    if (closed || (lastFault != null && now - retryAtNanos < 0)) {
      return null;
    }
    ServerLogin login = options.protocol().login(options.login(), variant);
    BackendConnection connection =
        new BackendConnection(this, backends.loop(), options.protocol().handshake(login));
    Future<? extends SocketAddress> address = backends.resolver().resolve(endpoint());
    if (address.isSuccess()) {
      connection.connect(address.getNow());
    } else {
      address.addListener(done -> {
        backends.loop().beginTurn();
        if (address.isSuccess()) {
          connection.connect(address.getNow());
        } else {
          connection.fail(faults.unresolved);
        }
      });
    }
    return connection.isClosed() ? null : connection;
  }

  private Endpoint endpoint() {
    return options.server().endpoint();
  }

  // ---------------------------------------------------------------- for the connections

  ServerFaults faults() {
    return faults;
  }

  ServerAccount account() {
    return account;
  }

  FreeList<Exchange> exchanges() {
    return backends.exchanges();
  }

  long nanos() {
    return backends.loop().clock().nanos();
  }

  /** Whether a lease leads to where the server is now. */
  boolean isAt(LeasedConnection lease) {
    SocketAddress now = movedTo;
    SocketAddress there = lease.connection().address();
    return now == null || now.equals(there);
  }

  /** From taking a request to giving it up; 0 for never. */
  long timeoutNanos() {
    return timeoutNanos;
  }

  int maxQueue() {
    return options.pool().maxQueue();
  }

  /** A connection that owes replies and says nothing for this long is given up. */
  long maxSilenceNanos() {
    return Math.max(4 * timeoutNanos, TimeUnit.SECONDS.toNanos(1));
  }

  ReplyScanner newScanner() {
    return options.protocol().newReplyScanner();
  }

  ChannelFuture openChannel(
      SocketAddress address, ChannelHandler handler, LongSupplier missingBytes) {
    return backends
        .connector()
        .connect(
            address, handler, missingBytes, connectTimeoutMillis(), options.pool().tcpKeepAlive());
  }

  int connectTimeoutMillis() {
    return timeoutNanos > 0 ? (int) options.pool().timeoutMillis() : CONNECT_TIMEOUT_MILLIS;
  }

  /**
   * What is said first on a feed's connection: it speaks RESP2 and needs no database. A probe ends
   * it, since a server that hangs still accepts connections.
   */
  List<HandshakeStep> feedHandshake() {
    ServerLogin login = options.login();
    ServerLogin plain = new ServerLogin(login.user(), login.password(), 0, 2);
    List<HandshakeStep> steps = new ArrayList<>(options.protocol().handshake(plain));
    steps.add(options.protocol().probe());
    return steps;
  }

  /** How the log names it. */
  String title() {
    return options.pool().name() + ": " + describe();
  }

  Future<? extends SocketAddress> resolve() {
    return backends.resolver().resolve(endpoint());
  }

  void forget(ServerFeed feed) {
    feeds.remove(feed);
  }

  Fault handshakeRefused(HandshakeStep step, byte[] bytes, int offset, int length) {
    String said = new String(bytes, offset, Math.min(length, 200), StandardCharsets.UTF_8).strip();
    return new Fault(Failure.REFUSED, describe() + " answered " + step.what() + " with " + said);
  }

  /** A request was taken: its deadline is watched. */
  void armDeadline() {
    if (timeoutNanos > 0) {
      backends.armDeadlines(timeoutNanos);
    }
  }

  void onReady() {
    lastFault = null;
    if (down) {
      down = false;
      if (options.announced()) {
        LOG.info("{}: {} is back", options.pool().name(), describe());
      }
    }
  }

  void onClosed(BackendConnection connection, Fault fault) {
    if (fault.equals(faults.retired)) {
      return;
    }
    if (!down && !closed) {
      down = true;
      if (options.announced()) {
        LOG.warn("{}: {}", options.pool().name(), fault.sentence());
      }
    }
    boolean neverReady =
        fault.failure() == Failure.REFUSED
            || fault.equals(faults.unresolved)
            || fault.equals(faults.connectTimeout);
    if (neverReady) {
      lastFault = fault;
      retryAtNanos = backends.loop().clock().nanos() + RECONNECT_PAUSE_NANOS;
    }
  }

  // ---------------------------------------------------------------- for the worker

  /**
   * Answers what has waited longer than the timeout; says in how many nanoseconds to look again.
   */
  long checkDeadlines(long now) {
    return timeoutNanos > 0
        ? Math.min(lanes.checkDeadlines(now), scripts.checkDeadlines(now))
        : Backends.NONE_NANOS;
  }

  /** Looks after connections that nobody uses, and servers at which requests only wait. */
  void tend(long now) {
    leases.tend(now);
    scripts.tend(now);
    heartbeat.beat(now, leases);
  }

  /** Asks for the name's address again; connections to another one finish and are replaced. */
  void refreshAddress() {
    if (!backends.resolver().isNamed(endpoint())) {
      return;
    }
    Future<? extends SocketAddress> resolved = backends.resolver().resolve(endpoint());
    resolved.addListener(done -> {
      if (resolved.isSuccess()) {
        backends.loop().beginTurn();
        moveTo(resolved.getNow());
      }
    });
  }

  private void moveTo(SocketAddress address) {
    List.copyOf(feeds).forEach(feed -> feed.moveTo(address));
    movedTo = address;
    Predicate<BackendConnection> isElsewhere =
        connection -> {
          SocketAddress old = connection.address();
          return old != null && !old.equals(address);
        };
    retireWhere(isElsewhere);
    leases.expire(isElsewhere);
  }

  /**
   * Another destination has taken over the same server: this one ends as soon as nobody waits there
   * any more, whom nothing tells that his element has gone to a connection that was cut.
   */
  void leave() {
    leaving = true;
    feeds.forEach(ServerFeed::retire);
    retireWhere(connection -> true);
    leases.leave();
  }

  /** Whether it has left, and nobody waits at its server any more. */
  boolean hasLeft() {
    return leaving && !leases.hasWaiting();
  }

  /** Ends the destination: connections close once what is in flight is answered. */
  void close() {
    closed = true;
    feeds.forEach(ServerFeed::retire);
    retireWhere(connection -> true);
    leases.close();
  }

  private boolean retireWhere(Predicate<BackendConnection> leaves) {
    boolean found = lanes.takeOut(leaves, backends::retire);
    found |= scripts.takeOut(leaves, backends::retire);
    if (found) {
      lastFault = null;
    }
    return found;
  }
}
