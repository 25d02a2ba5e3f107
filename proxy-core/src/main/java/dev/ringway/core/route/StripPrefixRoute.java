package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.util.List;

/** Takes the prefix from the keys of requests, and puts it back into replies that name keys. */
public final class StripPrefixRoute implements FanOut {
  private final Route child;
  private final byte[] prefix;
  private final Rewriter rewriter;

  /**
   * @param prefix all that is taken from the key's front, start and stop included
   */
  public StripPrefixRoute(Route child, byte[] prefix, Rewriter rewriter) {
    this.child = child;
    this.prefix = prefix.clone();
    this.rewriter = rewriter;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Request shorter = rewriter.withoutKeyPrefix(request, prefix.length);
    if (shorter == null) {
      sink.onFault(index, new Fault(Failure.UNSUPPORTED, "a key is nothing but its prefix"));
      return;
    }
    Route.send(child, shorter, new Restoring(shorter.keep(), sink, index), 0);
    shorter.release();
  }

  @Override
  public List<Route> children() {
    return List.of(child);
  }

  @Override
  public String describe() {
    return "strip";
  }

  private final class Restoring implements ReplySink {
    private final Request request;
    private final ReplySink asker;
    private final int askerIndex;

    Restoring(Request request, ReplySink asker, int askerIndex) {
      this.request = request;
      this.asker = asker;
      this.askerIndex = askerIndex;
    }

    @Override
    public void onReply(int index, Reply reply) {
      Frame restored = rewriter.withKeyPrefix(request, reply, prefix);
      if (restored == null) {
        asker.onReply(askerIndex, reply);
      } else {
        asker.onReply(askerIndex, new Reply().of(reply.kind(), restored));
        restored.release();
      }
      request.release();
    }

    @Override
    public void onFault(int index, Fault fault) {
      asker.onFault(askerIndex, fault);
      request.release();
    }
  }
}
