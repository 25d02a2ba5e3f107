package dev.ringway.core.worker;

import dev.ringway.core.backend.Destination;
import dev.ringway.core.backend.DestinationOptions;
import dev.ringway.core.backend.HealthReporter;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.health.Prober;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.route.Request;
import dev.ringway.core.stats.ServerStats;
import java.util.function.Consumer;

/** Probes the servers of one pool on connections of their own, made on one worker's loop. */
final class ServerProbe implements Prober {
  private static final long SHORTEST_TIMEOUT_MILLIS = 1_000;

  private final PoolConfig pool;
  private final Protocol protocol;
  private final Worker worker;

  ServerProbe(PoolConfig pool, Protocol protocol, Worker worker) {
    this.pool = pool.withTimeout(Math.max(pool.timeoutMillis(), SHORTEST_TIMEOUT_MILLIS));
    this.protocol = protocol;
    this.worker = worker;
  }

  @Override
  public void probe(int server, Consumer<Boolean> result) {
    worker.execute(() -> ask(server, result));
  }

  private void ask(int server, Consumer<Boolean> result) {
    worker.loop().beginTurn();
    HandshakeStep question = protocol.probe();
    Destination destination =
        worker
            .backends()
            .add(
                new DestinationOptions(
                    pool,
                    pool.servers().get(server),
                    protocol,
                    pool.login(),
                    new ServerStats(),
                    HealthReporter.NONE));
    Request request = new Request();
    request.frame().of(question.request());
    destination.send(
        request,
        new ReplySink() {
          @Override
          public void onReply(int index, Reply reply) {
            end(question.accepts().test(reply));
          }

          @Override
          public void onFault(int index, Fault fault) {
            end(false);
          }

          private void end(boolean good) {
            worker.loop().defer(() -> worker.backends().remove(destination));
            result.accept(good);
          }
        },
        0);
  }
}
