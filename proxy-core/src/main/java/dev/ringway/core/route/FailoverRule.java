package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * When an answer is not good enough and the next child is asked.
 *
 * @param onMiss whether a miss of a read or a deletion is not
 * @param onServerError whether a server's own error ({@code -LOADING}, {@code SERVER_ERROR}) is not
 * @param failures which faults are not
 */
public record FailoverRule(boolean onMiss, boolean onServerError, Set<Failure> failures) {
  /** The word for servers' own errors, beside the codes of {@link Failure}. */
  public static final String SERVER_ERROR = "server_error";

  /** The words that {@link #of} knows. */
  public static Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    for (Failure failure : Failure.values()) {
      words.add(failure.code());
    }
    words.add(SERVER_ERROR);
    return words;
  }

  /**
   * The rule for configured words; none means all.
   *
   * @param words codes of failures, or {@link #SERVER_ERROR}
   */
  public static FailoverRule of(boolean onMiss, Set<String> words) {
    if (words.isEmpty()) {
      return new FailoverRule(onMiss, true, EnumSet.allOf(Failure.class));
    }
    EnumSet<Failure> failures = EnumSet.noneOf(Failure.class);
    for (Failure failure : Failure.values()) {
      if (words.contains(failure.code())) {
        failures.add(failure);
      }
    }
    return new FailoverRule(onMiss, words.contains(SERVER_ERROR), failures);
  }

  /** Whether misses of a command count: those of reads and deletions, where configured. */
  boolean countsMisses(Command command) {
    return onMiss && (command.isLookup() || command.effect() == Command.Effect.DELETE);
  }

  boolean passesOn(Command command, Reply reply) {
    return switch (command.rank(reply)) {
      case HIT, CLIENT_ERROR -> false;
      case MISS -> countsMisses(command);
      case UNABLE, SERVER_ERROR -> onServerError;
    };
  }

  boolean passesOn(Fault fault) {
    return failures.contains(fault.failure());
  }
}
