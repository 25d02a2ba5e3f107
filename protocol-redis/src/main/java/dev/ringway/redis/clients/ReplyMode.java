package dev.ringway.redis.clients;

/** Which of its requests a client wants answered, as CLIENT REPLY says. */
enum ReplyMode {
  ON(false),
  OFF(true),
  /** All but the next one. */
  SKIP_NEXT(false),
  /** Not the one being looked at, but the next. */
  SKIP(true),
  /** Neither the one being looked at nor the next. */
  SKIP_BOTH(true);

  private final boolean silent;

  ReplyMode(boolean silent) {
    this.silent = silent;
  }

  /** Whether the request being looked at is not answered. */
  boolean isSilent() {
    return silent;
  }

  /** Another request begins. */
  ReplyMode next() {
    return switch (this) {
      case ON, SKIP -> ON;
      case OFF -> OFF;
      case SKIP_NEXT, SKIP_BOTH -> SKIP;
    };
  }

  /** The request being looked at will be looked at again as if it had not been. */
  ReplyMode before() {
    return this == SKIP ? SKIP_NEXT : this;
  }

  /** CLIENT REPLY SKIP. */
  ReplyMode skip() {
    return switch (this) {
      case OFF -> OFF;
      case SKIP, SKIP_BOTH -> SKIP_BOTH;
      case ON, SKIP_NEXT -> SKIP_NEXT;
    };
  }

  /** RESET, which does not answer itself where it was to be skipped. */
  ReplyMode reset() {
    return this == SKIP ? SKIP : ON;
  }
}
