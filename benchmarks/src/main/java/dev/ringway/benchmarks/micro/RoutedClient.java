package dev.ringway.benchmarks.micro;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.Client;
import dev.ringway.core.protocol.Limits;
import dev.ringway.core.protocol.ProxyInformation;
import dev.ringway.core.protocol.SessionOptions;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Route;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A client whose requests end where routing would begin: it adds up their keys' lengths. */
final class RoutedClient implements Client {
  private final Request request = new Request();
  private long keyBytes;

  static SessionOptions options() {
    return new SessionOptions(
        "bench",
        null,
        null,
        Limits.DEFAULT,
        false,
        SessionOptions.PartialResults.ERROR,
        new Nothing());
  }

  long keyBytes() {
    return keyBytes;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public SocketAddress localAddress() {
    return remoteAddress();
  }

  @Override
  public void close() {}

  @Override
  public SocketAddress remoteAddress() {
    return new InetSocketAddress(0);
  }

  @Override
  public Request request() {
    return request;
  }

  @Override
  public void route(Request routed) {
    keyBytes += routed.keyLength();
  }

  @Override
  public Route root() {
    throw new IllegalStateException("nothing is routed");
  }

  @Override
  public ReplySink nextPlace(Command command) {
    throw new IllegalStateException("nothing is answered");
  }

  @Override
  public void reply(Command command, byte[] bytes) {
    throw new IllegalStateException("only routed requests are measured");
  }

  @Override
  public void fault(Command command, Fault fault) {
    throw new IllegalStateException(fault.sentence());
  }

  @Override
  public void closeAfterReplies() {}

  @Override
  public boolean hasUnanswered() {
    return false;
  }

  @Override
  public void pause() {}

  @Override
  public void resume() {}

  @Override
  public void whenAnswered(Runnable task) {
    task.run();
  }

  /** A proxy about which there is nothing to say. */
  private static final class Nothing implements ProxyInformation {
    @Override
    public String version() {
      return "";
    }

    @Override
    public long uptimeSeconds() {
      return 0;
    }

    @Override
    public long clients() {
      return 0;
    }

    @Override
    public long acceptedClients() {
      return 0;
    }

    @Override
    public long requests() {
      return 0;
    }

    @Override
    public int workers() {
      return 1;
    }
  }
}
