package dev.ringway.core.worker;

import dev.ringway.core.backend.Destination;
import dev.ringway.core.backend.DestinationOptions;
import dev.ringway.core.backend.HealthReporter;
import dev.ringway.core.config.PoolConfig;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.health.GutterBoard;
import dev.ringway.core.health.MissedChanges;
import dev.ringway.core.health.Prober;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.HandshakeStep;
import dev.ringway.core.protocol.Protocol;
import dev.ringway.core.route.Request;
import dev.ringway.core.route.Rewriter;
import dev.ringway.core.stats.ServerStats;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Speaks to the servers of one pool for the proxy itself, on connections of its own made on one
 * worker's loop: probes them, and deletes what they must forget.
 */
final class ServerProbe implements Prober, GutterBoard.Replay {
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
    HandshakeStep question = protocol.probe();
    Request request = new Request();
    request.frame().of(question.request());
    worker.execute(() -> ask(server, List.of(request), question.accepts(), result));
  }

  @Override
  public void replay(int server, MissedChanges missed, Consumer<Boolean> done) {
    Rewriter rewriter = protocol.rewriter();
    List<Request> requests = new ArrayList<>();
    for (int variant : missed.variants()) {
      List<byte[]> keys = missed.keys(variant);
      if (keys == null) {
        requests.add(rewriter.flush().variant(variant));
      } else {
        keys.forEach(key -> requests.add(rewriter.deletion(key).variant(variant)));
      }
    }
    worker.execute(() -> ask(server, requests, reply -> !reply.isError(), done));
  }

  private void ask(
      int server, List<Request> requests, Predicate<Reply> accepts, Consumer<Boolean> result) {
    worker.loop().beginTurn();
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
                    HealthReporter.NONE,
                    false));
    Answers answers = new Answers(destination, requests.size(), accepts, result);
    for (Request request : requests) {
      destination.send(request, answers, 0);
    }
  }

  /** Waits for all answers and says whether all were good. */
  private final class Answers implements ReplySink {
    private final Destination destination;
    private final Predicate<Reply> accepts;
    private final Consumer<Boolean> result;
    private int missing;
    private boolean good = true;

    Answers(
        Destination destination, int missing, Predicate<Reply> accepts, Consumer<Boolean> result) {
      this.destination = destination;
      this.missing = missing;
      this.accepts = accepts;
      this.result = result;
    }

    @Override
    public void onReply(int index, Reply reply) {
      arrived(accepts.test(reply));
    }

    @Override
    public void onFault(int index, Fault fault) {
      arrived(false);
    }

    private void arrived(boolean accepted) {
      good &= accepted;
      if (--missing == 0) {
        worker.loop().defer(() -> worker.backends().remove(destination, false));
        result.accept(good);
      }
    }
  }
}
