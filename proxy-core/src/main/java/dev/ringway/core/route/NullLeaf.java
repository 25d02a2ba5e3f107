package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;

/** Swallows every request and answers as an empty cache that forgets. */
public final class NullLeaf implements Leaf {
  private final Rewriter rewriter;
  private final Reply reply = new Reply();

  public NullLeaf(Rewriter rewriter) {
    this.rewriter = rewriter;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    byte[] bytes = rewriter.nothing(request);
    if (bytes == null) {
      sink.onFault(
          index,
          new Fault(
              Failure.UNSUPPORTED,
              request.command().name() + " has no answer on a route without servers"));
      return;
    }
    boolean read = request.command().effect() == Command.Effect.READ;
    sink.onReply(index, reply.of(read ? Reply.Kind.MISS : Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  @Override
  public String describe() {
    return "null";
  }
}
