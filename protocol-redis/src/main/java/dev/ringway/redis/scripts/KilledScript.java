package dev.ringway.redis.scripts;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The replies of every server to SCRIPT KILL or FUNCTION KILL, until all have come. A server that
 * has ended one answers for all; else one that could not, before those that run none.
 */
public final class KilledScript implements ReplySink {
  private static final byte[] IDLE = "-NOTBUSY".getBytes(StandardCharsets.US_ASCII);

  private final ReplySink sink;
  private int pending;
  private @Nullable Reply killed;
  private @Nullable Reply refusal;
  private @Nullable Reply idle;
  private @Nullable Fault fault;

  /**
   * @param servers how many are asked
   */
  public KilledScript(ReplySink sink, int servers) {
    this.sink = sink;
    this.pending = servers;
  }

  @Override
  public void onReply(int index, Reply reply) {
    if (!reply.isError()) {
      killed = first(killed, reply);
    } else if (isIdle(reply.frame())) {
      idle = first(idle, reply);
    } else {
      refusal = first(refusal, reply);
    }
    endIfComplete();
  }

  private static Reply first(@Nullable Reply before, Reply reply) {
    return before == null ? reply.keep() : before;
  }

  private static boolean isIdle(Frame frame) {
    for (int i = 0; i < IDLE.length; i++) {
      if (i >= frame.length() || frame.byteAt(i) != IDLE[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void onFault(int index, Fault why) {
    fault = fault == null ? why : fault;
    endIfComplete();
  }

  private void endIfComplete() {
    if (--pending > 0) {
      return;
    }
    Fault why = fault;
    Reply answer = killed != null ? killed : refusal;
    if (answer == null && why != null) {
      sink.onFault(0, why);
    } else if (answer != null) {
      sink.onReply(0, answer);
    } else if (idle != null) {
      sink.onReply(0, idle);
    }
    release(killed);
    release(refusal);
    release(idle);
  }

  private static void release(@Nullable Reply reply) {
    if (reply != null) {
      reply.release();
    }
  }
}
