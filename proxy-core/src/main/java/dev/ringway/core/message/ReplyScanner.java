package dev.ringway.core.message;

/** Frames what servers answer, and says what each reply means. */
public interface ReplyScanner extends FrameScanner {
  /** The meaning of the frame that was just completed, or of the long one that has begun. */
  Reply.Kind kind();

  /** Whether the frame answers no request (a push of RESP3). */
  default boolean isPush() {
    return false;
  }
}
