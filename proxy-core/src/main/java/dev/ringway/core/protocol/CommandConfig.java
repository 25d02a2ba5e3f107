package dev.ringway.core.protocol;

/**
 * One row that a configuration adds to Redis's command table, or a row of the table that it
 * refuses.
 *
 * @param name lower case; a family's ends with {@code *}, a subcommand's stands behind a bar
 * @param arity number of arguments with the name; if negative, at least so many
 * @param keys where its keys are
 * @param reads whether it leaves the data alone
 * @param service what the proxy does with it
 * @param how how replies are made one ({@code sum} …), why it is refused, or empty
 */
public record CommandConfig(
    String name, int arity, Keys keys, boolean reads, Service service, String how) {
  /** What the proxy does with such a command. */
  public enum Service {
    /** Goes to the server of its keys; without keys always to the same one. */
    ROUTED,
    /** Each server gets its keys. */
    SPLIT,
    /** Goes to every server of the route. */
    EVERY,
    /** Refused with a reason. */
    REFUSED
  }

  /**
   * Where keys stand among the arguments, as COMMAND INFO says it.
   *
   * @param first the first key, or the number of keys if they are counted; 0 for none
   * @param last the last key, counted from the end if negative
   * @param step from one key to the next
   * @param counted whether the argument at {@code first} says how many keys follow it
   */
  public record Keys(int first, int last, int step, boolean counted) {
    /** No keys. */
    public static final Keys NONE = new Keys(0, 0, 1, false);
  }

  /** Whether it stands for every command whose name begins so. */
  public boolean isFamily() {
    return name.endsWith("*");
  }
}
