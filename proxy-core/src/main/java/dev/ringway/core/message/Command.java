package dev.ringway.core.message;

/**
 * What routes, counters and limits need to know of a command: one immutable row of a protocol's
 * command table. Each protocol extends it with what only that protocol asks.
 */
public class Command {
  /** What a command does to the data, as far as routing cares. */
  public enum Effect {
    /** Answers from the data and leaves it alone. */
    READ,
    /** Changes the data. */
    WRITE,
    /** Removes a key: gutters and caches must see it too. */
    DELETE,
    /** Neither: answered by the proxy or by any server. */
    NONE
  }

  private final String name;
  private final int ordinal;
  private final Effect effect;

  /**
   * @param name as users write it and as metrics show it, lower case
   * @param ordinal the row's index in its protocol's table, from 0
   */
  protected Command(String name, int ordinal, Effect effect) {
    this.name = name;
    this.ordinal = ordinal;
    this.effect = effect;
  }

  public final String name() {
    return name;
  }

  public final int ordinal() {
    return ordinal;
  }

  public final Effect effect() {
    return effect;
  }

  /**
   * Whether it asks for data, so that where there is none another route may be asked: a read, or a
   * read that sets the life of what it reads.
   */
  public boolean isLookup() {
    return effect == Effect.READ;
  }

  /**
   * What a reply to this command means: where the bytes of a hit say that nothing was there, such
   * as an empty list or a count of 0, a miss.
   *
   * @param reply borrowed
   */
  public Reply.Kind rank(Reply reply) {
    return reply.kind();
  }

  @Override
  public final String toString() {
    return name;
  }
}
