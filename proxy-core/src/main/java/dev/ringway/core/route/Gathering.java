package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * The answers of several children to one request, until one answer is made of them. What comes
 * after that is dropped.
 */
abstract class Gathering implements ReplySink {
  private final ReplySink asker;
  private final int askerIndex;
  private final int children;
  private int arrived;
  private @Nullable Outcome kept;
  private boolean settled;

  Gathering(ReplySink asker, int askerIndex, int children) {
    this.asker = asker;
    this.askerIndex = askerIndex;
    this.children = children;
  }

  final boolean isSettled() {
    return settled;
  }

  final int children() {
    return children;
  }

  @Override
  public final void onReply(int index, Reply reply) {
    arrived++;
    if (settled) {
      return;
    }
    if (isFinal(index, reply)) {
      settled = true;
      dropKept();
      asker.onReply(askerIndex, reply);
      return;
    }
    if (replaces(index, reply.kind().ordinal(), kept)) {
      dropKept();
      kept = Outcome.of(reply);
    }
    settleIfComplete();
  }

  @Override
  public final void onFault(int index, Fault fault) {
    arrived++;
    if (settled) {
      return;
    }
    onFaultSeen();
    if (replaces(index, Outcome.badness(null), kept)) {
      dropKept();
      kept = Outcome.of(fault);
    }
    settleIfComplete();
  }

  private void settleIfComplete() {
    if (arrived == children) {
      settle();
    }
  }

  /** Answers with what is kept; nothing if nothing has come. */
  final void settle() {
    Outcome answer = kept;
    if (!settled && answer != null) {
      settled = true;
      kept = null;
      answer.deliver(asker, askerIndex);
    }
  }

  private void dropKept() {
    Outcome old = kept;
    kept = null;
    if (old != null) {
      old.release();
    }
  }

  final @Nullable Outcome kept() {
    return kept;
  }

  /** Whether this reply is the answer, whatever else may come. */
  abstract boolean isFinal(int index, Reply reply);

  /** Whether an outcome of this badness is a better answer than the one kept. */
  abstract boolean replaces(int index, int badness, @Nullable Outcome before);

  /** A child has failed. */
  void onFaultSeen() {}
}
