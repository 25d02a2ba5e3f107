package dev.ringway.core.backend;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import io.netty.buffer.ByteBuf;

/** A server connection that is one client's alone for a while. */
final class LeasedConnection implements Lease {
  private final Destination destination;
  private final BackendConnection connection;
  private final int variant;
  private boolean discarded;

  LeasedConnection(Destination destination, BackendConnection connection, int variant) {
    this.destination = destination;
    this.connection = connection;
    this.variant = variant;
  }

  int variant() {
    return variant;
  }

  boolean isUsable() {
    return !connection.hasEnded() && !connection.hasInFlight();
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    connection.send(request, sink, index);
  }

  @Override
  public void begin(ReplySink sink, int index, Runnable onRoom) {
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
  }

  @Override
  public void release() {
    destination.takeBack(this);
  }

  @Override
  public void discard() {
    if (!discarded) {
      discarded = true;
      connection.giveUp();
      destination.forget(connection);
    }
  }
}
