package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.ReplySink;
import java.util.List;

/**
 * All children get the request; when all have answered, the settle rule makes one answer.
 *
 * <p>{@code first_error}: the first error to come, else the last reply (routelib). {@code worst}:
 * the worst reply (mcrouter). {@code any}: the best, so that one dead copy is no error. {@code
 * majority}: what more than half answered alike, errors counted too, else the worst. {@code first}:
 * what the first child answers, be it an error, and nobody waits for the rest.
 */
public final class AllSyncRoute implements FanOut {
  private final List<Route> children;
  private final Settle settle;

  public AllSyncRoute(List<? extends Route> children, Settle settle) {
    this.children = List.copyOf(children);
    this.settle = settle;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    if (settle == Settle.FIRST) {
      sendUnwaited(request, sink, index);
      return;
    }
    Gathering gathering =
        settle == Settle.MAJORITY
            ? new Majority(request.command(), sink, index, children.size())
            : new Rule(settle, request.command(), sink, index, children.size());
    for (int i = 0; i < children.size(); i++) {
      Route.send(children.get(i), request, gathering, i);
    }
  }

  private void sendUnwaited(Request request, ReplySink sink, int index) {
    Route.send(children.getFirst(), request, sink, index);
    for (int i = 1; i < children.size(); i++) {
      Route.send(children.get(i), request, Dropping.SINK, 0);
    }
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "allsync";
  }

  private static final class Rule extends Gathering {
    private final Settle settle;

    Rule(Settle settle, Command command, ReplySink asker, int askerIndex, int children) {
      super(command, asker, askerIndex, children);
      this.settle = settle;
    }

    @Override
    boolean isFinal(int index, int badness) {
      return false;
    }

    @Override
    boolean replaces(int index, int badness, Outcome before) {
      return switch (settle) {
        case FIRST_ERROR -> !before.isError();
        case WORST, MAJORITY, FIRST -> badness > before.badness();
        case ANY -> badness < before.badness();
      };
    }
  }

  /** Counts how many children answered each kind; one that more than half gave is the answer. */
  private static final class Majority extends Gathering {
    private final int[] votes = new int[Outcome.FAULT + 1];

    Majority(Command command, ReplySink asker, int askerIndex, int children) {
      super(command, asker, askerIndex, children);
    }

    @Override
    boolean isFinal(int index, int badness) {
      return ++votes[badness] * 2 > children();
    }

    @Override
    boolean replaces(int index, int badness, Outcome before) {
      return badness > before.badness();
    }
  }
}
