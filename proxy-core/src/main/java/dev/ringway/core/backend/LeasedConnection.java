package dev.ringway.core.backend;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import io.netty.buffer.ByteBuf;

/** A server connection that is one client's alone for a while. */
final class LeasedConnection implements Lease {
  private final LeasePool pool;
  private final BackendConnection connection;
  private final int variant;
  private long serverId;
  private boolean waits;
  private boolean ended;
  private boolean inParts;
  private long idleSinceNanos;

  LeasedConnection(LeasePool pool, BackendConnection connection, int variant) {
    this.pool = pool;
    this.connection = connection;
    this.variant = variant;
  }

  int variant() {
    return variant;
  }

  BackendConnection connection() {
    return connection;
  }

  /** Whether nothing is open on it that another client could see. */
  boolean isUsable() {
    return !connection.hasEnded() && !connection.hasInFlight();
  }

  /** Whether a request on it waits at the server for as long as it takes, or for some time. */
  boolean isWaiting() {
    return waits && connection.hasInFlight();
  }

  /** Since when nobody has it. */
  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void idleSince(long nanos) {
    idleSinceNanos = nanos;
    waits = false;
    inParts = false;
  }

  @Override
  public boolean isOpen() {
    return !connection.hasEnded();
  }

  @Override
  public long serverId() {
    return serverId;
  }

  @Override
  public void serverId(long id) {
    serverId = id;
  }

  @Override
  public void send(Request request, ReplySink sink, int index, long patienceNanos) {
    waits = patienceNanos > 0;
    connection.send(request, sink, index, patienceNanos);
    pool.onSent(connection, patienceNanos);
  }

  @Override
  public void begin(ReplySink sink, int index, Runnable onRoom) {
    inParts = true;
    connection.begin(sink, index, onRoom);
  }

  @Override
  public void write(ByteBuf part) {
    connection.write(part);
  }

  @Override
  public boolean hasRoom() {
    return connection.hasRoom();
  }

  @Override
  public void finish() {
    connection.finish();
    pool.onSent(connection, 0);
  }

  /** The server is not to be used any more: what only waits there ends, what works goes on. */
  void expire() {
    if (!ended && !inParts && (isWaiting() || !connection.hasInFlight())) {
      connection.retireNow();
    }
  }

  @Override
  public void release() {
    if (!ended) {
      ended = pool.takeBack(this);
    }
  }

  @Override
  public void discard() {
    if (!ended) {
      ended = true;
      connection.giveUp();
      pool.forget(this);
    }
  }
}
