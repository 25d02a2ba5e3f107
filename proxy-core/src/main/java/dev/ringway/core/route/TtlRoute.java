package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.ReplySink;
import java.util.List;

/** Cuts the lives that requests set to a cap, and passes them on. */
public final class TtlRoute implements FanOut {
  private final Route child;
  private final long capSeconds;
  private final Rewriter rewriter;

  /**
   * @param capSeconds at least 1
   */
  public TtlRoute(Route child, long capSeconds, Rewriter rewriter) {
    this.child = child;
    this.capSeconds = capSeconds;
    this.rewriter = rewriter;
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
}
