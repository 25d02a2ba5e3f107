package dev.ringway.redis.gather;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.protocol.GatherOptions;
import dev.ringway.redis.command.RedisCommand;
import org.jspecify.annotations.Nullable;

/** What one command may hold of what it gathers, and what it holds. */
final class Allowance {
  /** How much all commands may hold together, counted in what one may. */
  private static final int COMMANDS = 4;

  private final RedisCommand command;
  private final GatherOptions options;
  private final GatherBudget all;
  private long heldBytes;

  Allowance(RedisCommand command, GatherOptions options, GatherBudget all) {
    this.command = command;
    this.options = options;
    this.all = all;
  }

  /**
   * Says that so many bytes more are held.
   *
   * @return why they may not be; null if they may
   */
  @Nullable Fault hold(int bytes) {
    heldBytes += bytes;
    all.add(bytes);
    if (heldBytes > options.maxBytes()) {
      return tooLarge(options.maxBytes() + " bytes, max_bytes");
    }
    if (all.heldBytes() > COMMANDS * options.maxBytes()) {
      String sentence = "commands that are gathered now hold " + COMMANDS + " times max_bytes";
      return new Fault(Failure.OVERLOADED, sentence);
    }
    return null;
  }

  /** Says that nothing is held any more. */
  void release() {
    all.add(-heldBytes);
    heldBytes = 0;
  }

  /** Why a set may not have so many members; null if it may. */
  @Nullable Fault refusal(long members) {
    int most = options.maxElements();
    return members > most ? tooLarge(most + " members, max_elements") : null;
  }

  private Fault tooLarge(String limit) {
    String sentence = command.title() + " over several servers may gather " + limit;
    return new Fault(Failure.TOO_LARGE, sentence);
  }
}
