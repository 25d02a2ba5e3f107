package dev.ringway.redis.blocking;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Lease;
import dev.ringway.core.route.Request;
import dev.ringway.redis.clients.Unblocked;
import dev.ringway.redis.command.RedisCommand;
import dev.ringway.redis.resp.RespWriter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers at which one command waits to end its waiting. They answer the command as Redis
 * does, and an element that one of them is just giving is not lost.
 */
final class Unblocking implements ReplySink {
  private final BlockedCommand blocked;
  private final Consumer<Unblocked> answer;
  private int missing;
  private boolean done;
  private @Nullable Fault fault;

  private Unblocking(BlockedCommand blocked, Consumer<Unblocked> answer) {
    this.blocked = blocked;
    this.answer = answer;
    for (int i = 0; i < blocked.servers(); i++) {
      missing += blocked.lease(i) == null ? 0 : 1;
    }
  }

  /**
   * @param command CLIENT UNBLOCK
   * @param byError with an error instead of as if its time were over
   */
  static void ask(
      RedisCommand command, boolean byError, BlockedCommand blocked, Consumer<Unblocked> answer) {
    Unblocking asking = new Unblocking(blocked, answer);
    if (asking.missing == 0) {
      answer.accept(Unblocked.NO);
      return;
    }
    for (int i = 0; i < blocked.servers(); i++) {
      Lease lease = blocked.lease(i);
      if (lease != null) {
        asking.ask(i, lease.serverId(), command, byError);
      }
    }
  }

  private void ask(int index, long id, RedisCommand command, boolean byError) {
    Leaf server = blocked.server(index);
    if (id == LeaseIdentity.UNKNOWN) {
      String sentence = server.describe() + " does not tell the ids of connections";
      onFault(index, new Fault(Failure.UNSUPPORTED, sentence));
      return;
    }
    RespWriter out = new RespWriter(64).array(4).bulk("CLIENT").bulk("UNBLOCK");
    out.bulk(Long.toString(id)).bulk(byError ? "ERROR" : "TIMEOUT");
    Request request = new Request().of(command);
    request.frame().of(out.array(), 0, out.length());
    server.send(request, this, index);
  }

  @Override
  public void onReply(int index, Reply reply) {
    done |= reply.frame().byteAt(0) == ':' && reply.frame().byteAt(1) == '1';
    if (reply.isError()) {
      String sentence = blocked.server(index).describe() + " refuses CLIENT UNBLOCK";
      fault = new Fault(Failure.UNSUPPORTED, sentence);
    }
    answered();
  }

  @Override
  public void onFault(int index, Fault why) {
    fault = why;
    answered();
  }

  private void answered() {
    if (--missing == 0) {
      answer.accept(new Unblocked(done, fault));
    }
  }
}
