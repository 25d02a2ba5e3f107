package dev.ringway.core.backend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Feed;
import dev.ringway.core.route.FeedReceiver;
import dev.ringway.core.stats.ServerCounter;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's feed: one connection at a time, made again after pauses that double. When its server
 * is no longer configured the connection stays until the receiver has moved elsewhere.
 */
final class ServerFeed implements Feed {
  private static final Logger LOG = LoggerFactory.getLogger(ServerFeed.class);
  private static final long TICK_MILLIS = 250;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 2_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Destination destination;
  private final Loop loop;
  private final FeedReceiver receiver;
  private @Nullable FeedConnection connection;
  private @Nullable Future<?> ticks;
  private @Nullable Future<?> retry;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private int subscriptions;
  private boolean interrupted;
  private boolean retired;
  private boolean closed;

  ServerFeed(Destination destination, Loop loop, FeedReceiver receiver) {
    this.destination = destination;
    this.loop = loop;
    this.receiver = receiver;
  }

  void start() {
    ticks =
        loop.eventLoop()
            .scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    loop.defer(this::connect);
  }

  private void connect() {
    loop.beginTurn();
    retry = null;
    if (closed || retired || connection != null) {
      return;
    }
    FeedConnection next = new FeedConnection(this, destination, loop);
    connection = next;
    Future<? extends SocketAddress> address = destination.resolve();
    address.addListener(done -> {
      loop.beginTurn();
      if (address.isSuccess()) {
        next.connect(address.getNow());
      } else {
        next.fail(destination.faults().unresolved);
      }
    });
  }

  private void tick() {
    loop.beginTurn();
    FeedConnection current = connection;
    if (current == null) {
      return;
    }
    long quietNanos = loop.clock().nanos() - current.heardNanos();
    if (current.isUp()) {
      receiver.onTick(quietNanos, patienceNanos());
    } else if (quietNanos
        > patienceNanos() + TimeUnit.MILLISECONDS.toNanos(destination.connectTimeoutMillis())) {
      current.fail(destination.faults().connectTimeout);
    }
  }

  private long patienceNanos() {
    return destination.timeoutNanos() > 0 ? destination.maxSilenceNanos() : PATIENCE_NANOS;
  }

  // ---------------------------------------------------------------- for the connection

  void onUp() {
    pauseMillis = FIRST_PAUSE_MILLIS;
    if (interrupted) {
      interrupted = false;
      LOG.info("{}: its {} subscriptions are resumed", destination.title(), subscriptions);
    }
    receiver.onUp();
  }

  void onFrame(Frame frame) {
    if (receiver.onFrame(frame)) {
      destination.account().count(ServerCounter.MESSAGES, 1);
    }
  }

  /** A connection has ended, or could not be made. */
  void onLost(FeedConnection lost, boolean wasUp, Fault fault) {
    if (closed || !lost.equals(connection)) {
      return;
    }
    connection = null;
    if (wasUp && subscriptions > 0) {
      destination.account().count(ServerCounter.FEEDS_LOST, 1);
      if (!interrupted) {
        interrupted = true;
        LOG.warn(
            "{}: {} subscriptions are interrupted: {}",
            destination.title(),
            subscriptions,
            fault.sentence());
      }
    }
    retryIn(pauseMillis / 2 + ThreadLocalRandom.current().nextLong(1 + pauseMillis / 2));
    pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    receiver.onDown(fault);
  }

  private void retryIn(long millis) {
    if (!retired && !closed) {
      retry = loop.eventLoop().schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }
  }

  // ---------------------------------------------------------------- for the destination

  /** The server's name has another address now. */
  void moveTo(SocketAddress address) {
    FeedConnection current = connection;
    SocketAddress old = current == null ? null : current.address();
    if (current != null && old != null && !old.equals(address)) {
      pauseMillis = 1;
      current.fail(destination.faults().retired);
    }
  }

  /** The server is no longer configured. */
  void retire() {
    retired = true;
  }

  // ---------------------------------------------------------------- for the receiver

  @Override
  public void write(byte[] bytes) {
    FeedConnection current = connection;
    if (current != null) {
      current.write(bytes);
    }
  }

  @Override
  public void hurry() {
    Future<?> waiting = retry;
    if (waiting != null && waiting.cancel(false)) {
      pauseMillis = FIRST_PAUSE_MILLIS;
      retryIn(FIRST_PAUSE_MILLIS);
    }
  }

  @Override
  public void restart() {
    FeedConnection current = connection;
    if (current != null) {
      current.fail(destination.faults().timeout);
    }
  }

  @Override
  public void count(int more) {
    subscriptions += more;
    destination.account().count(ServerCounter.SUBSCRIPTIONS, more);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    destination.forget(this);
    count(-subscriptions);
    Future<?> ticking = ticks;
    if (ticking != null) {
      ticking.cancel(false);
    }
    Future<?> waiting = retry;
    if (waiting != null) {
      waiting.cancel(false);
    }
    FeedConnection current = connection;
    connection = null;
    if (current != null) {
      current.fail(destination.faults().retired);
    }
  }
}
