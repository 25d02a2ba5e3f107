package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.stats.RouteCounter;
import dev.ringway.core.stats.RouteStats;
import java.util.List;

/**
 * A server with a gutter: what it does not answer, the gutter does, for a short life. The ring does
 * not change, so no other server's keys move.
 *
 * <p>A change that the server missed is noted, and undone there by a deletion before it serves
 * again; until then all its keys go to the gutter. While the gutter may still hold a key from such
 * a time, changes remove it there, so that the next failure does not bring it back.
 */
public final class GutteredServer implements FanOut {
  private final Route server;
  private final Route gutter;
  private final ServerPresence presence;
  private final Rewriter rewriter;
  private final RouteStats stats;

  /**
   * @param gutter with lives cut already
   */
  public GutteredServer(
      Route server, Route gutter, ServerPresence presence, Rewriter rewriter, RouteStats stats) {
    this.server = server;
    this.gutter = gutter;
    this.presence = presence;
    this.rewriter = rewriter;
    this.stats = stats;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    boolean changes = changes(request);
    if (presence.isAway() && !(changes && presence.isReturning())) {
      if (changes) {
        note(request);
      }
      toGutter(request, sink, index);
      return;
    }
    if (changes && presence.wasAwayRecently()) {
      deleteInGutter(request);
    }
    Route.send(server, request, new Attempt(new KeptRequest(request), sink, index), 0);
  }

  private static boolean changes(Request request) {
    Command.Effect effect = request.command().effect();
    return effect == Command.Effect.WRITE || effect == Command.Effect.DELETE;
  }

  private void note(Request request) {
    List<byte[]> keys = rewriter.keys(request);
    if (presence.missedChange(request.variant(), keys)) {
      stats.add(RouteCounter.JOURNAL_OVERFLOWS, 1);
    }
    stats.add(RouteCounter.JOURNALED, keys.size());
  }

  private void deleteInGutter(Request request) {
    for (byte[] key : rewriter.keys(request)) {
      Request deletion = rewriter.deletion(key).lane(request.lane()).variant(request.variant());
      Route.send(gutter, deletion, Dropping.SINK, 0);
    }
  }

  private void toGutter(Request request, ReplySink sink, int index) {
    stats.add(RouteCounter.GUTTERED, 1);
    Route.send(gutter, request, sink, index);
  }

  @Override
  public List<Route> children() {
    return List.of(server, gutter);
  }

  @Override
  public String describe() {
    return server.describe() + " with a gutter";
  }

  private final class Attempt implements ReplySink {
    private final KeptRequest request;
    private final ReplySink asker;
    private final int askerIndex;

    Attempt(KeptRequest request, ReplySink asker, int askerIndex) {
      this.request = request;
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    @Override
    public void onReply(int index, Reply reply) {
      if (reply.kind() == Reply.Kind.SERVER_ERROR) {
        fail();
        return;
      }
      presence.answered();
      asker.onReply(askerIndex, reply);
      request.release();
    }

    @Override
    public void onFault(int index, Fault fault) {
      fail();
    }

    private void fail() {
      if (changes(request.get())) {
        note(request.get());
      } else {
        presence.missedRead();
      }
      stats.add(RouteCounter.GUTTERED, 1);
      request.send(gutter, asker, askerIndex);
      request.release();
    }
  }
}
