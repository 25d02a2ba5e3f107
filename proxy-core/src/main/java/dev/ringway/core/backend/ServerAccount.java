package dev.ringway.core.backend;

import dev.ringway.core.message.Reply;
import dev.ringway.core.stats.ServerCounter;
import dev.ringway.core.stats.ServerStats;

/** What one worker counts of a server, and tells those who watch its health. */
final class ServerAccount {
  private final ServerStats stats;
  private final HealthReporter health;
  private boolean failing;

  ServerAccount(ServerStats stats, HealthReporter health) {
    this.stats = stats;
    this.health = health;
  }

  void count(ServerCounter counter, long amount) {
    stats.add(counter, amount);
  }

  /** A request was taken and waits to be written. */
  void onTaken(int bytes) {
    stats.add(ServerCounter.REQUESTS, 1);
    stats.add(ServerCounter.REQUEST_BYTES, bytes);
    stats.add(ServerCounter.IN_QUEUE, 1);
    stats.add(ServerCounter.IN_QUEUE_BYTES, bytes);
  }

  /** One of the requests that are written now was taken so long ago. */
  void onQueued(long nanos) {
    stats.queueTime().record(Math.max(0, nanos));
  }

  void onWritten(int count, long bytes) {
    stats.add(ServerCounter.IN_QUEUE, -count);
    stats.add(ServerCounter.IN_QUEUE_BYTES, -bytes);
    stats.add(ServerCounter.OUT_QUEUE, count);
    stats.add(ServerCounter.OUT_QUEUE_BYTES, bytes);
  }

  void onAnswered(Exchange exchange, long now, Reply.Kind kind) {
    stats.add(ServerCounter.RESPONSES, 1);
    stats.add(ServerCounter.OUT_QUEUE, -1);
    stats.add(ServerCounter.OUT_QUEUE_BYTES, -exchange.requestBytes);
    if (!exchange.mayWait()) {
      stats.serverTime().record(now - exchange.writtenNanos);
    }
    if (kind.ordinal() >= Reply.Kind.UNABLE.ordinal()) {
      stats.add(ServerCounter.SERVER_ERRORS, 1);
    }
    if (kind == Reply.Kind.SERVER_ERROR) {
      onFailed();
    } else if (failing) {
      failing = false;
      health.succeeded();
    }
  }

  void onDropped(int bytes, boolean written) {
    stats.add(written ? ServerCounter.OUT_QUEUE : ServerCounter.IN_QUEUE, -1);
    stats.add(written ? ServerCounter.OUT_QUEUE_BYTES : ServerCounter.IN_QUEUE_BYTES, -bytes);
  }

  void onTimedOut() {
    stats.add(ServerCounter.SERVER_TIMEDOUT, 1);
    onFailed();
  }

  void onFailed() {
    failing = true;
    health.failed();
  }
}
