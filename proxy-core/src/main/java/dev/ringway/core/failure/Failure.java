package dev.ringway.core.failure;

/**
 * Why a request got no answer from a server: the closed list of codes that clients see, that
 * counters count and that {@code docs/errors.md} explains.
 *
 * <p>A Redis client reads {@code -ERR <code>: <sentence>}, a memcached client {@code SERVER_ERROR
 * <code>: <sentence>}.
 */
public enum Failure {
  TIMEOUT("timeout", "The server did not answer within the pool's timeout."),
  REFUSED("refused", "The connection to the server could not be made."),
  DISCONNECTED("disconnected", "The server closed the connection before it answered."),
  EJECTED("ejected", "Every server of the pool is ejected."),
  NO_SERVER("no_server", "No server owns the key: the name does not resolve or the ring is empty."),
  OVERLOADED("overloaded", "A limit of the proxy was reached; the sentence names it."),
  UNSUPPORTED("unsupported", "The command is not served by this proxy, or not on this route."),
  TOO_LARGE("too_large", "A frame, a value or a list is longer than the limit in force."),
  MALFORMED("malformed", "The request or the reply does not follow the protocol."),
  DRAINING(
      "draining",
      "The proxy is shutting down: it takes no new requests, or has no more time for this one.");

  private final String code;
  private final String meaning;

  Failure(String code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The stable word that clients and metrics see, for example {@code no_server}. */
  public String code() {
    return code;
  }

  /** One sentence for the table in the documentation. */
  public String meaning() {
    return meaning;
  }
}
