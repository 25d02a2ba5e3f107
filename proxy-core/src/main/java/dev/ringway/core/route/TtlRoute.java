package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.util.List;

/** Cuts the lives that requests set to a cap, and passes them on. */
public final class TtlRoute implements FanOut {
  private final Route child;
  private final long capSeconds;
  private final Rewriter rewriter;
  private final RouteStats stats;
  private final Cutting cutting;

  /**
   * @param capSeconds at least 1
   */
  public TtlRoute(Route child, long capSeconds, Rewriter rewriter, RouteStats stats) {
    this.child = child;
    this.capSeconds = capSeconds;
    this.rewriter = rewriter;
    this.stats = stats;
    this.cutting = new Cutting(stats);
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Request capped = rewriter.capLife(request, capSeconds);
    if (capped == null) {
      sink.onFault(
          index,
          new Fault(
              Failure.UNSUPPORTED,
              request.command().name() + " leaves a life that a ttl route cannot cut"));
      return;
    }
    Route.send(child, capped, sink, index);
    for (Request after : rewriter.capLifeAfter(capped, capSeconds)) {
      stats.add(RouteCounter.LIVES_CUT, 1);
      Route.send(child, after, cutting, 0);
      after.release();
    }
    if (capped != request) {
      capped.release();
    }
  }

  @Override
  public List<Route> children() {
    return List.of(child);
  }

  @Override
  public String describe() {
    return "ttl " + capSeconds + " s";
  }

  /** Counts lives that a server did not let be cut. */
  private record Cutting(RouteStats stats) implements ReplySink {
    @Override
    public void onReply(int index, Reply reply) {
      if (reply.isError()) {
        stats.add(RouteCounter.LIVES_NOT_CUT, 1);
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      stats.add(RouteCounter.LIVES_NOT_CUT, 1);
    }
  }
}
