package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.ReplySink;

/** A leaf that answers every request with one fault: no server, an ejected pool, an error route. */
public final class FaultLeaf implements Leaf {
  private final Fault fault;

  public FaultLeaf(Fault fault) {
    this.fault = fault;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    sink.onFault(index, fault);
  }

  @Override
  public String describe() {
    return "error " + fault.failure().code();
  }
}
