package dev.ringway.core.route;

import dev.ringway.core.loop.Loop;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All children get the request; the first hit is the answer, and the slower replies are dropped. An
 * error never wins while another child may still answer. A miss is the answer at once, or after a
 * wait, or only when no child has a hit, as configured.
 */
public final class AllFastestRoute implements FanOut {
  /** A miss is kept until every child has answered. */
  public static final long WAIT_FOR_ALL = -1;

  private final List<Route> children;
  private final Loop loop;
  private final long missWaitNanos;

  /**
   * @param missWaitNanos how long a miss waits for a slower hit: 0 not at all, or {@link
   *     #WAIT_FOR_ALL}
   */
  public AllFastestRoute(List<? extends Route> children, Loop loop, long missWaitNanos) {
    this.children = List.copyOf(children);
    this.loop = loop;
    this.missWaitNanos = missWaitNanos;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Fastest fastest = new Fastest(request.command(), sink, index);
    for (int i = 0; i < children.size(); i++) {
      Route.send(children.get(i), request, fastest, i);
    }
  }

  @Override
  public boolean wantsKeysApart(Command command) {
    return missWaitNanos != 0;
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "allfastest";
  }

  private final class Fastest extends Gathering {
    private boolean waiting;

    Fastest(Command command, ReplySink asker, int askerIndex) {
      super(command, asker, askerIndex, children.size());
    }

    @Override
    boolean isFinal(int index, int badness) {
      return badness == Outcome.HIT || (badness == Outcome.MISS && missWaitNanos == 0);
    }

    @Override
    boolean replaces(int index, int badness, Outcome before) {
      return badness <= before.badness();
    }

    @Override
    void onKept(Outcome outcome) {
      if (outcome.badness() == Outcome.MISS && missWaitNanos > 0 && !waiting) {
        waiting = true;
        loop.eventLoop().schedule(this::waitIsOver, missWaitNanos, TimeUnit.NANOSECONDS);
      }
    }

    private void waitIsOver() {
      loop.beginTurn();
      settle();
    }
  }
}
