package dev.ringway.redis.gather;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The replies of several servers to what is fetched for one command, until all have come; bounded,
 * so that a long reply is dropped as it comes once there is too much. If anything fails, the first
 * failure to arrive is the answer.
 */
final class Fetch implements ReplySink {
  /** What becomes of the replies. */
  interface Then {
    /**
     * Takes all replies, none of which is an error.
     *
     * @param replies in arrays; borrowed
     * @param allowance what was held for them
     */
    void fetched(Frame[] replies, Allowance allowance, ReplySink answer, int index);
  }

  private final Allowance allowance;
  private final Then then;
  private final ReplySink answer;
  private final int index;
  private final RespWriter[] replies;
  private int pending;
  private @Nullable Fault fault;
  private @Nullable Reply error;

  /**
   * @param replies how many there will be
   * @param answer is answered once, with {@code index}
   */
  Fetch(Allowance allowance, int replies, Then then, ReplySink answer, int index) {
    this.allowance = allowance;
    this.then = then;
    this.answer = answer;
    this.index = index;
    this.replies = new RespWriter[replies];
    this.pending = replies;
  }

  private RespWriter of(int source, int length) {
    RespWriter reply = replies[source];
    if (reply == null) {
      reply = new RespWriter(length + 16);
      replies[source] = reply;
    }
    return reply;
  }

  private boolean hold(int bytes) {
    if (hasFailed()) {
      return false;
    }
    fail(allowance.hold(bytes));
    return !hasFailed();
  }

  private boolean hasFailed() {
    return fault != null || error != null;
  }

  private void fail(@Nullable Fault why) {
    if (why != null && !hasFailed()) {
      fault = why;
      Arrays.fill(replies, null);
    }
  }

  @Override
  public void onReply(int source, Reply reply) {
    Frame frame = reply.frame();
    if (reply.isError() && !hasFailed()) {
      error = reply.keep();
    } else if (hold(frame.length())) {
      of(source, frame.length()).frame(frame, 0, frame.length());
    }
    end();
  }

  @Override
  public void onFault(int source, Fault why) {
    fail(why);
    end();
  }

  @Override
  public boolean takesParts() {
    return true;
  }

  @Override
  public void onPart(int source, Reply.Kind kind, ByteBuf part, boolean last) {
    int length = part.readableBytes();
    if (hold(length)) {
      byte[] bytes = new byte[length];
      part.readBytes(bytes);
      of(source, length).raw(bytes, 0, length);
    }
    part.release();
    if (last) {
      end();
    }
  }

  private void end() {
    if (--pending > 0) {
      return;
    }
    Reply refusal = error;
    Fault why = fault;
    if (refusal != null) {
      answer.onReply(index, refusal);
      refusal.release();
    } else if (why != null) {
      answer.onFault(index, why);
    } else {
      Frame[] whole = new Frame[replies.length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = new Frame().of(replies[i].array(), 0, replies[i].length());
      }
      then.fetched(whole, allowance, answer, index);
    }
    allowance.release();
  }
}
