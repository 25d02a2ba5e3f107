package dev.ringway.core.message;

/**
 * Finds the end of frames in a stream of bytes: plain and resumable, bytes in, position out.
 *
 * <p>A scanner keeps its progress inside one frame, so no byte is looked at twice. After {@link
 * #scan} has answered an end, what it learned (key spans, command, kind of reply) can be asked
 * until {@link #reset}. Positions it reports are relative to the frame's first byte.
 */
public interface FrameScanner {
  /** The frame is not complete; every byte given has been taken in. */
  int MORE = -1;

  /** The bytes cannot be framed; {@link #error} says why. The stream is lost from here on. */
  int MALFORMED = -2;

  /**
   * Continues the current frame with {@code bytes[from, to)}.
   *
   * @return the index just behind the frame's last byte, {@link #MORE} or {@link #MALFORMED}
   */
  int scan(byte[] bytes, int from, int to);

  /** How many of the next bytes are payload that this scanner does not need to see. */
  long skippable();

  /** Tells the scanner that {@code count} payload bytes, at most {@link #skippable}, passed by. */
  void skip(long count);

  /** Forgets the current frame and stands at the start of the next one. */
  void reset();

  /** Why the last scan answered {@link #MALFORMED}: a sentence in the protocol's own words. */
  String error();
}
