package dev.ringway.redis.command;

import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import java.util.List;

/**
 * What a command does with the keys of one specification, in the flags of Redis's COMMAND.
 *
 * @param mode RO, RW, OW, RM, or NK for names that are routed as keys but are none
 * @param purposes further flags: access, insert, update, delete, variable_flags, incomplete
 */
public record KeyAccess(String mode, List<String> purposes) {
  private static final KeyAccess NO_KEY = new KeyAccess("not_key", List.of());
  private static final KeyAccess READS = new KeyAccess("RO", List.of("access"));
  private static final KeyAccess OVERWRITES = new KeyAccess("OW", List.of("update"));
  private static final KeyAccess READS_AND_WRITES =
      new KeyAccess("RW", List.of("access", "update"));

  /** Reads one as the command table writes it, such as {@code RW+access+delete}. */
  static KeyAccess parse(String text) {
    List<String> words = List.of(text.split("\\+", -1));
    return new KeyAccess(words.getFirst(), words.subList(1, words.size()));
  }

  public boolean isReadOnly() {
    return mode.equals("RO");
  }

  /** Whether the flags depend on the request. */
  private boolean isVariable() {
    return purposes.contains("variable_flags");
  }

  /** What one request does: SET reads where it has GET, BITFIELD writes where it has more. */
  public KeyAccess in(RedisCommand command, Arguments arguments) {
    if (!isVariable()) {
      return this;
    }
    if (command.name().equals("set")) {
      return has(arguments, 3, "GET") ? READS_AND_WRITES : OVERWRITES;
    }
    boolean writes = has(arguments, 2, "SET") || has(arguments, 2, "INCRBY");
    return writes ? READS_AND_WRITES : READS;
  }

  private static boolean has(Arguments arguments, int from, String option) {
    for (int i = from; i < arguments.count(); i++) {
      if (arguments.is(i, option)) {
        return true;
      }
    }
    return false;
  }

  /** Writes the flags as a set. */
  public void write(RespWriter out) {
    KeyAccess shown = mode.equals("NK") ? NO_KEY : this;
    out.set(1 + shown.purposes.size()).simple(shown.mode);
    shown.purposes.forEach(out::simple);
  }
}
