package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/** Swallows every request and answers as an empty cache that forgets. */
public final class NullLeaf implements Leaf {
  private final Rewriter rewriter;
  private final Reply reply = new Reply();

  public NullLeaf(Rewriter rewriter) {
    this.rewriter = rewriter;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    byte[] bytes = bytesFor(request);
    if (bytes == null) {
      refuse(request, sink, index);
    } else {
      answer(request, bytes, sink, index);
    }
  }

  /** The answer's bytes, or null if the request has none and must be refused. */
  byte @Nullable [] bytesFor(Request request) {
    return rewriter.nothing(request);
  }

  void refuse(Request request, ReplySink sink, int index) {
    sink.onFault(
        index,
        new Fault(
            Failure.UNSUPPORTED,
            request.command().name() + " has no answer on a route without servers"));
  }

  void answer(Request request, byte[] bytes, ReplySink sink, int index) {
    boolean read = request.command().effect() == Command.Effect.READ;
    sink.onReply(index, reply.of(read ? Reply.Kind.MISS : Reply.Kind.HIT, bytes, 0, bytes.length));
  }

  @Override
  public String describe() {
    return "null";
  }
}
