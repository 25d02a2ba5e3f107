package dev.ringway.core.route;

import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * The answers of several children to one request, until one answer is made of them. What comes
 * after that is dropped. A reply is copied only if it has to wait for others.
 */
abstract class Gathering implements ReplySink {
  private final Command command;
  private final ReplySink asker;
  private final int askerIndex;
  private final int children;
  private int arrived;
  private @Nullable Outcome kept;
  private boolean settled;

  Gathering(Command command, ReplySink asker, int askerIndex, int children) {
    this.command = command;
    this.asker = asker;
    this.askerIndex = askerIndex;
    this.children = children;
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
    int badness = Outcome.badness(command, reply);
    if (isAnswer(index, badness)) {
      settled = true;
      dropKept();
      asker.onReply(askerIndex, reply);
    } else if (arrived == children) {
      settle();
    } else if (isBetter(index, badness)) {
      keep(Outcome.of(command, reply));
    }
  }

  @Override
  public final void onFault(int index, Fault fault) {
    arrived++;
    if (settled) {
      return;
    }
    if (isAnswer(index, Outcome.FAULT)) {
      settled = true;
      dropKept();
      asker.onFault(askerIndex, fault);
    } else if (arrived == children) {
      settle();
    } else if (isBetter(index, Outcome.FAULT)) {
      keep(Outcome.of(fault));
    }
  }

  private boolean isAnswer(int index, int badness) {
    return isFinal(index, badness) || (arrived == children && isBetter(index, badness));
  }

  private boolean isBetter(int index, int badness) {
    Outcome before = kept;
    return before == null || replaces(index, badness, before);
  }

  private void keep(Outcome outcome) {
    dropKept();
    kept = outcome;
    onKept(outcome);
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

  /** Whether an outcome of this badness is the answer, whatever else may come; asked once each. */
  abstract boolean isFinal(int index, int badness);

  /** Whether an outcome of this badness is a better answer than the one kept. */
  abstract boolean replaces(int index, int badness, Outcome before);

  /** An outcome is kept while others are awaited. */
  void onKept(Outcome outcome) {}
}
