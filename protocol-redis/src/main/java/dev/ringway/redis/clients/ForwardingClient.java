package dev.ringway.redis.clients;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.net.SocketAddress;

/** A client that is another one, the connection, in all that it is asked. */
abstract class ForwardingClient implements Client {
  private final Client connection;

  ForwardingClient(Client connection) {
    this.connection = connection;
  }

  final Client connection() {
    return connection;
  }

  @Override
  public long id() {
    return connection.id();
  }

  @Override
  public SocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public SocketAddress localAddress() {
    return connection.localAddress();
  }

  @Override
  public long idleNanos() {
    return connection.idleNanos();
  }

  @Override
  public long unsentBytes() {
    return connection.unsentBytes();
  }

  @Override
  public Request request() {
    return connection.request();
  }

  @Override
  public Route root() {
    return connection.root();
  }

  @Override
  public void push(Frame frame) {
    connection.push(frame);
  }

  @Override
  public void closeAfterReplies() {
    connection.closeAfterReplies();
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public boolean hasUnanswered() {
    return connection.hasUnanswered();
  }

  @Override
  public void pause() {
    connection.pause();
  }

  @Override
  public void block() {
    connection.block();
  }

  @Override
  public void resume() {
    connection.resume();
  }

  @Override
  public void whenAnswered(Runnable task) {
    connection.whenAnswered(task);
  }

  @Override
  public void route(Request request) {
    connection.route(request);
  }

  @Override
  public ReplySink nextPlace(Command command) {
    return connection.nextPlace(command);
  }

  @Override
  public ReplySink nextPlace(Command command, Frame request) {
    return connection.nextPlace(command, request);
  }

  @Override
  public boolean isNewest(ReplySink place) {
    return connection.isNewest(place);
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    connection.reply(command, bytes);
  }

  @Override
  public void fault(Command command, Fault fault) {
    connection.fault(command, fault);
  }

  @Override
  public void putBack(Frame frame) {
    connection.putBack(frame);
  }
}
