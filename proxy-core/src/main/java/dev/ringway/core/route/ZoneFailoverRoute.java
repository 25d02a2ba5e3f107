package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.util.List;

/**
 * The local zone's child first; if its answer does not stand, all far zones at once, of which the
 * first hit wins. Writes are not copied: combine it with {@code allsync} by command.
 */
public final class ZoneFailoverRoute implements FanOut {
  private final Route local;
  private final Route far;
  private final FailoverRule rule;

  /**
   * @param far asks all far zones, usually an {@link AllFastestRoute}
   */
  public ZoneFailoverRoute(Route local, Route far, FailoverRule rule) {
    this.local = local;
    this.far = far;
    this.rule = rule;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Route.send(local, request, new Attempt(new KeptRequest(request), sink, index), 0);
  }

  @Override
  public boolean wantsKeysApart(Command command) {
    return rule.countsMisses(command);
  }

  @Override
  public List<Route> children() {
    return List.of(local, far);
  }

  @Override
  public String describe() {
    return "zfailover";
  }

  private final class Attempt implements ReplySink {
    private static final int FAR = 1;

    private final KeptRequest request;
    private final ReplySink asker;
    private final int askerIndex;
    private Outcome before = Outcome.NONE;

    Attempt(KeptRequest request, ReplySink asker, int askerIndex) {
      this.request = request;
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    @Override
    public void onReply(int index, Reply reply) {
      Command command = request.get().command();
      if (index != FAR && rule.passesOn(command, reply)) {
        askFar(Outcome.of(command, reply));
      } else if (Outcome.badness(command, reply) < before.badness()) {
        end();
        before.release();
        asker.onReply(askerIndex, reply);
      } else {
        end();
        before.deliver(asker, askerIndex);
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      if (index != FAR && rule.passesOn(fault)) {
        askFar(Outcome.of(fault));
      } else if (before.isReply()) {
        end();
        before.deliver(asker, askerIndex);
      } else {
        end();
        asker.onFault(askerIndex, fault);
      }
    }

    private void askFar(Outcome local) {
      before = local;
      request.send(far, this, FAR);
    }

    private void end() {
      request.release();
    }
  }
}
