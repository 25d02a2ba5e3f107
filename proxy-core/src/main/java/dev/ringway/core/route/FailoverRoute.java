package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.loop.Loop;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One child after another, until one gives an answer that the rule lets stand. If none does, the
 * least bad of what came is the answer: a miss rather than an error.
 */
public final class FailoverRoute implements FanOut {
  private final List<Route> children;
  private final FailoverRule rule;
  private final int tries;
  private final Loop loop;
  private final long waitNanos;

  /**
   * @param tries how many children are asked at the most
   * @param waitNanos how long each child may take before the next is asked; 0 for no such limit
   */
  public FailoverRoute(
      List<? extends Route> children, FailoverRule rule, int tries, Loop loop, long waitNanos) {
    this.children = List.copyOf(children);
    this.rule = rule;
    this.tries = Math.min(tries, children.size());
    this.loop = loop;
    this.waitNanos = waitNanos;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    new Attempt(new KeptRequest(request), sink, index).tryNext();
  }

  @Override
  public boolean wantsKeysApart(Command command) {
    return rule.countsMisses(command);
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "failover";
  }

  /** One request on its way from child to child; a reply counts only while its child is asked. */
  private final class Attempt implements ReplySink {
    private final KeptRequest request;
    private final ReplySink asker;
    private final int askerIndex;
    private @Nullable Outcome best;
    private @Nullable Future<?> timer;
    private int current = -1;

    Attempt(KeptRequest request, ReplySink asker, int askerIndex) {
      this.request = request;
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    void tryNext() {
      int child = ++current;
      if (waitNanos > 0) {
        stopTimer();
        timer = loop.eventLoop().schedule(() -> waitIsOver(child), waitNanos, TimeUnit.NANOSECONDS);
      }
      request.send(children.get(child), this, child);
    }

    private void waitIsOver(int child) {
      if (child == current) {
        loop.beginTurn();
        long millis = TimeUnit.NANOSECONDS.toMillis(waitNanos);
        goOn(
            Outcome.of(
                new Fault(
                    Failure.TIMEOUT,
                    children.get(child).describe() + " did not answer within " + millis + " ms")));
      }
    }

    @Override
    public void onReply(int index, Reply reply) {
      if (index != current) {
        return;
      }
      Command command = request.get().command();
      if (rule.passesOn(command, reply)) {
        goOn(Outcome.of(command, reply));
      } else {
        end();
        asker.onReply(askerIndex, reply);
      }
    }

    @Override
    public void onFault(int index, Fault fault) {
      if (index != current) {
        return;
      }
      if (rule.passesOn(fault)) {
        goOn(Outcome.of(fault));
      } else {
        end();
        asker.onFault(askerIndex, fault);
      }
    }

    private void goOn(Outcome outcome) {
      Outcome before = best;
      if (before == null || outcome.badness() < before.badness()) {
        best = outcome;
        if (before != null) {
          before.release();
        }
      } else {
        outcome.release();
      }
      if (current + 1 < tries) {
        tryNext();
        return;
      }
      Outcome answer = best;
      best = null;
      end();
      if (answer != null) {
        answer.deliver(asker, askerIndex);
      }
    }

    private void stopTimer() {
      Future<?> waiting = timer;
      if (waiting != null) {
        timer = null;
        waiting.cancel(false);
      }
    }

    private void end() {
      current = Integer.MAX_VALUE;
      stopTimer();
      request.release();
      Outcome left = best;
      best = null;
      if (left != null) {
        left.release();
      }
    }
  }
}
