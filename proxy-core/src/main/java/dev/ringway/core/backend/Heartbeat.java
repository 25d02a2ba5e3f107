package dev.ringway.core.backend;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.util.concurrent.TimeUnit;

/**
 * Asks a server at which requests wait whether it is still there: a request without a deadline of
 * its own would wait for ever for a server that hangs or whose machine has gone without a word.
 */
final class Heartbeat implements ReplySink {
  /** How long a server may say nothing before those who wait there are told. */
  static final long MOST_SECONDS = 10;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(MOST_SECONDS);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Destination destination;
  private boolean beating;
  private boolean asked;
  private long askedNanos;
  private long heardNanos;

  Heartbeat(Destination destination) {
    this.destination = destination;
  }

  /** Asks if it is time to, as long as requests wait. */
  void beat(long now, LeasePool leases) {
    if (!leases.hasWaiting()) {
      beating = false;
      return;
    }
    if (!beating) {
      beating = true;
      heardNanos = now;
      askedNanos = now;
    }
    if (now - heardNanos > MOST_NANOS) {
      beating = false;
      leases.failWaiting(destination.faults().silent);
    } else if (!asked && now - askedNanos >= PAUSE_NANOS) {
      asked = true;
      askedNanos = now;
      destination.sendProbe(this);
    }
  }

  @Override
  public void onReply(int index, Reply reply) {
    asked = false;
    heardNanos = destination.nanos();
  }

  @Override
  public void onFault(int index, Fault fault) {
    asked = false;
  }
}
