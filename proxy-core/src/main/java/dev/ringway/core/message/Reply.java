package dev.ringway.core.message;

/**
 * A whole reply and what it means, so that routes can rank it without knowing the protocol. A view:
 * valid only until the receiver returns.
 */
public final class Reply {
  /** What a reply means, from best to worst; {@link #ordinal} is the rank. */
  public enum Kind {
    /** The data asked for, or the change made. */
    HIT,
    /** No such key, or the condition of the change did not hold. */
    MISS,
    /**
     * The server refused what the client asked (wrong type, bad argument): trying elsewhere is
     * vain.
     */
    CLIENT_ERROR,
    /** The server works, but could not do this (no memory for it): another might. */
    UNABLE,
    /** The server could not serve (loading, busy): another might. */
    SERVER_ERROR
  }

  private final Frame frame = new Frame();
  private Kind kind = Kind.HIT;

  /** Fills the view. */
  public Reply of(Kind meaning, Frame bytes) {
    kind = meaning;
    frame.of(bytes);
    return this;
  }

  /** Fills the view from a span of an array; borrowed. */
  public Reply of(Kind meaning, byte[] bytes, int offset, int length) {
    kind = meaning;
    frame.of(bytes, offset, length);
    return this;
  }

  public Kind kind() {
    return kind;
  }

  public Frame frame() {
    return frame;
  }

  public boolean isError() {
    return kind.ordinal() >= Kind.CLIENT_ERROR.ordinal();
  }

  /** A reply with the same bytes that it owns; end it with {@link #release}. */
  public Reply keep() {
    Reply kept = new Reply();
    kept.kind = kind;
    Frame own = frame.keep();
    kept.frame.of(own);
    return kept;
  }

  /** Ends a reply made by {@link #keep}. */
  public void release() {
    frame.release();
  }
}
