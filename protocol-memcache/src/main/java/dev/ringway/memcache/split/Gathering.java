package dev.ringway.memcache.split;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the answers of several servers, keeps them, and then makes one answer of them. Used
 * once.
 */
public abstract class Gathering implements ReplySink {
  private @Nullable Reply[] replies = new Reply[0];
  private @Nullable Fault fault;
  private @Nullable Fault @Nullable [] faults;
  private int missing;

  /** Says how many answers will come, before the first is asked for. */
  public void expect(int count) {
    replies = new Reply[count];
    missing = count;
  }

  @Override
  public final void onReply(int index, Reply reply) {
    replies[index] = reply.keep();
    answered();
  }

  @Override
  public final void onFault(int index, Fault reason) {
    @Nullable Fault[] all = faults;
    if (all == null) {
      all = new Fault[replies.length];
      faults = all;
      fault = reason;
    }
    all[index] = reason;
    answered();
  }

  private void answered() {
    if (--missing > 0) {
      return;
    }
    finish();
    for (Reply reply : replies) {
      if (reply != null) {
        reply.release();
      }
    }
  }

  /** Everything has come: answer. Replies are released when this returns. */
  protected abstract void finish();

  /** What a server answered; null if it did not. */
  protected final @Nullable Reply reply(int index) {
    return replies[index];
  }

  /** Why a server did not answer; null if it did. */
  protected final @Nullable Fault fault(int index) {
    @Nullable Fault[] all = faults;
    return all == null ? null : all[index];
  }

  /** The first fault to come, or null. */
  protected final @Nullable Fault fault() {
    return fault;
  }

  /** The first answer that is an error, or null. */
  protected final @Nullable Reply error() {
    for (Reply reply : replies) {
      if (reply != null && reply.isError()) {
        return reply;
      }
    }
    return null;
  }
}
