package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.util.List;

/**
 * Moves data to new servers as it is asked for: a read that misses on the cold child is answered by
 * the warm one, and what was found is copied to the cold one with the rest of its life, unless it
 * has got there meanwhile. A deletion goes to both; other writes go to the cold one.
 */
public final class WarmUpRoute implements FanOut {
  private final Route cold;
  private final Route warm;
  private final Rewriter rewriter;
  private final RouteStats stats;

  public WarmUpRoute(Route cold, Route warm, Rewriter rewriter, RouteStats stats) {
    this.cold = cold;
    this.warm = warm;
    this.rewriter = rewriter;
    this.stats = stats;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Command.Effect effect = request.command().effect();
    if (request.command().isLookup()) {
      Route.send(cold, request, new Reading(new KeptRequest(request), sink, index), Reading.COLD);
      return;
    }
    if (effect == Command.Effect.DELETE) {
      Route.send(warm, request, Dropping.SINK, 0);
    }
    Route.send(cold, request, sink, index);
  }

  @Override
  public boolean wantsKeysApart(Command command) {
    return command.isLookup();
  }

  @Override
  public List<Route> children() {
    return List.of(cold, warm);
  }

  @Override
  public String describe() {
    return "warmup";
  }

  private final class Reading implements ReplySink {
    static final int COLD = 0;
    static final int WARM = 1;

    private final KeptRequest request;
    private final ReplySink asker;
    private final int askerIndex;
    private Outcome missed = Outcome.NONE;

    Reading(KeptRequest request, ReplySink asker, int askerIndex) {
      this.request = request;
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    @Override
    public void onReply(int index, Reply reply) {
      Command command = request.get().command();
      Reply.Kind kind = command.rank(reply);
      if (index == COLD && kind == Reply.Kind.MISS) {
        missed = Outcome.of(command, reply);
        request.send(warm, this, WARM);
        return;
      }
      if (index == COLD) {
        asker.onReply(askerIndex, reply);
      } else if (kind == Reply.Kind.HIT) {
        stats.add(RouteCounter.WARMED, 1);
        asker.onReply(askerIndex, reply);
        missed.release();
        rewriter.copyIfAbsent(request.get(), warm, cold);
      } else {
        missed.deliver(asker, askerIndex);
      }
      request.release();
    }

    @Override
    public void onFault(int index, Fault fault) {
      if (index == COLD) {
        asker.onFault(askerIndex, fault);
      } else {
        missed.deliver(asker, askerIndex);
      }
      request.release();
    }
  }
}
