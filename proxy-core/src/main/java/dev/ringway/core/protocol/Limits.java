package dev.ringway.core.protocol;

/**
 * The caps on what one client may ask for; each has a counter and an error that names it.
 *
 * @param maxFrameBytes the longest request, in bytes
 * @param maxBulkBytes the longest single argument or value, in bytes
 * @param maxElements the most arguments of one request
 * @param maxKeyBytes the longest key, in bytes
 * @param maxNesting the deepest nesting of a reply
 * @param maxInFlight the most requests of one client that wait for replies; at it the client is no
 *     longer read
 * @param maxUnsentBytes the most reply bytes that wait for one client; at it the client is closed
 * @param maxUnsentMessageBytes the most bytes that wait for one client when a published message
 *     comes for it; at it the client is closed
 */
public record Limits(
    long maxFrameBytes,
    long maxBulkBytes,
    int maxElements,
    int maxKeyBytes,
    int maxNesting,
    int maxInFlight,
    long maxUnsentBytes,
    long maxUnsentMessageBytes) {
  /** As Redis's client-output-buffer-limit for subscribers. */
  private static final long DEFAULT_MAX_UNSENT_MESSAGE_BYTES = 32L << 20;

  /** As deep as what a script can return: Lua's limit is just below it. */
  private static final int DEFAULT_MAX_NESTING = 8192;

  /** The defaults: 512 MiB values, 1 Mi arguments, 10 000 requests in flight, 64 MiB unsent. */
  public static final Limits DEFAULT =
      new Limits(
          1024L << 20, 512L << 20, 1 << 20, 512 << 20, DEFAULT_MAX_NESTING, 10_000, 64L << 20);

  /** With the default cap on messages. */
  public Limits(
      long maxFrameBytes,
      long maxBulkBytes,
      int maxElements,
      int maxKeyBytes,
      int maxNesting,
      int maxInFlight,
      long maxUnsentBytes) {
    this(
        maxFrameBytes,
        maxBulkBytes,
        maxElements,
        maxKeyBytes,
        maxNesting,
        maxInFlight,
        maxUnsentBytes,
        DEFAULT_MAX_UNSENT_MESSAGE_BYTES);
  }

  /** The same caps with another one on messages. */
  public Limits withMaxUnsentMessageBytes(long bytes) {
    return new Limits(
        maxFrameBytes,
        maxBulkBytes,
        maxElements,
        maxKeyBytes,
        maxNesting,
        maxInFlight,
        maxUnsentBytes,
        bytes);
  }

  /** The same caps with another longest key. */
  public Limits withMaxKeyBytes(int bytes) {
    return new Limits(
        maxFrameBytes,
        maxBulkBytes,
        maxElements,
        bytes,
        maxNesting,
        maxInFlight,
        maxUnsentBytes,
        maxUnsentMessageBytes);
  }
}
