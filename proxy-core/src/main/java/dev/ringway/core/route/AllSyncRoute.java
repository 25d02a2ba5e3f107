package dev.ringway.core.route;

import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All children get the request; when all have answered, the settle rule makes one answer.
 *
 * <p>{@code first_error}: the first error to come, else the last reply (routelib). {@code worst}:
 * the worst reply (mcrouter). {@code any}: the best, so that one dead copy is no error. {@code
 * majority}: what more than half answered alike, else the worst. {@code first}: the first child's
 * reply, and nobody waits for the rest.
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
    Gathering gathering =
        settle == Settle.MAJORITY
            ? new Majority(sink, index, children.size())
            : new Rule(settle, sink, index, children.size());
    for (int i = 0; i < children.size(); i++) {
      Route.send(children.get(i), request, gathering, i);
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

    Rule(Settle settle, ReplySink asker, int askerIndex, int children) {
      super(asker, askerIndex, children);
      this.settle = settle;
    }

    @Override
    boolean isFinal(int index, Reply reply) {
      return settle == Settle.FIRST && index == 0;
    }

    @Override
    boolean replaces(int index, int badness, @Nullable Outcome before) {
      if (before == null) {
        return true;
      }
      return switch (settle) {
        case FIRST_ERROR -> !before.isError();
        case WORST, MAJORITY -> badness > before.badness();
        case ANY -> badness < before.badness();
        case FIRST -> index == 0;
      };
    }
  }

  /** Counts how many children answered each kind; a kind with more than half is the answer. */
  private static final class Majority extends Gathering {
    private final int[] votes = new int[Reply.Kind.values().length + 1];

    Majority(ReplySink asker, int askerIndex, int children) {
      super(asker, askerIndex, children);
    }

    @Override
    boolean isFinal(int index, Reply reply) {
      return ++votes[reply.kind().ordinal()] * 2 > children();
    }

    @Override
    boolean replaces(int index, int badness, @Nullable Outcome before) {
      return before == null || badness > before.badness();
    }
  }
}
