package dev.ringway.memcache.command;

import dev.ringway.core.message.Command;
import dev.ringway.core.message.Reply;

/** One row of the command table: what framing and sessions need to know of a memcached command. */
public final class MemcacheCommand extends Command {
  /** How a command's line is laid out, and so how it is read and served. */
  public enum Shape {
    /** {@code get <key>*}. */
    KEYS,
    /** {@code gat <exptime> <key>*}. */
    TOUCHED_KEYS,
    /** {@code set <key> <flags> <exptime> <bytes> [noreply]} and a data block. */
    STORAGE,
    /** {@code cas <key> <flags> <exptime> <bytes> <cas> [noreply]} and a data block. */
    CAS,
    /** {@code delete <key> [0] [noreply]}. */
    DELETE,
    /** {@code incr <key> <value> [noreply]}, {@code touch <key> <exptime> [noreply]}. */
    KEY_AND_VALUE,
    /** {@code mg <key> <flag>*}. */
    META,
    /** {@code ms <key> <bytes> <flag>*} and a data block. */
    META_SET,
    /** {@code me <key> [b]}. */
    META_DEBUG,
    /** {@code mn}. */
    META_NOOP,
    /** {@code version}. */
    VERSION,
    /** {@code quit}. */
    QUIT,
    /** {@code verbosity <level> [noreply]}. */
    VERBOSITY,
    /** {@code flush_all [delay] [noreply]}. */
    FLUSH_ALL,
    /** {@code stats [what]}. */
    STATS,
    /** {@code shutdown [graceful]}. */
    SHUTDOWN,
    /** Concerns the inside of one server. */
    ONE_SERVER,
    /** No command of memcached. */
    UNKNOWN
  }

  private final Shape shape;

  MemcacheCommand(String name, int ordinal, Effect effect, Shape shape) {
    super(name, ordinal, effect);
    this.shape = shape;
  }

  public Shape shape() {
    return shape;
  }

  @Override
  public boolean isLookup() {
    return super.isLookup() || shape == Shape.TOUCHED_KEYS;
  }

  /** What a null route answers is no hit where it begins as NOT_FOUND, NOT_STORED, NF or NS. */
  @Override
  public Reply.Kind rank(Reply reply) {
    boolean nothing = reply.kind() == Reply.Kind.HIT && reply.frame().byteAt(0) == 'N';
    return nothing ? Reply.Kind.MISS : reply.kind();
  }
}
