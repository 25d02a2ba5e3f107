package dev.ringway.core.route;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rewriter that cuts lives by requests behind the one that sets them. */
record FollowingRewriter(FakeRewriter like, List<Request> after) implements Rewriter {
  @Override
  public @Nullable Request capLife(Request request, long capSeconds) {
    return like.capLife(request, capSeconds);
  }

  @Override
  public List<Request> capLifeAfter(Request request, long capSeconds) {
    return after;
  }

  @Override
  public @Nullable Request withoutKeyPrefix(Request request, int prefixBytes) {
    return like.withoutKeyPrefix(request, prefixBytes);
  }

  @Override
  public @Nullable Frame withKeyPrefix(Request request, Reply reply, byte[] prefix) {
    return like.withKeyPrefix(request, reply, prefix);
  }

  @Override
  public byte @Nullable [] nothing(Request request) {
    return like.nothing(request);
  }

  @Override
  public List<byte[]> keys(Request request) {
    return like.keys(request);
  }

  @Override
  public Request deletion(byte[] key) {
    return like.deletion(key);
  }

  @Override
  public Request flush() {
    return like.flush();
  }

  @Override
  public boolean canReplicate(Command command) {
    return like.canReplicate(command);
  }

  @Override
  public void copyIfAbsent(Request request, Route from, Route to) {
    like.copyIfAbsent(request, from, to);
  }
}
