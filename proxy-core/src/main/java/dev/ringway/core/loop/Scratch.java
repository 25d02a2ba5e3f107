package dev.ringway.core.loop;

/**
 * Memory that one loop lends to whoever is handling bytes right now: the window through which
 * frames are scanned. Its content is valid only until the handler returns.
 */
public final class Scratch {
  /** How many bytes are taken from a read at a time, and the longest partial frame kept back. */
  public static final int CHUNK_BYTES = 16 * 1024;

  /** A frame longer than this passes by reference instead of being copied. */
  public static final int BORDER_BYTES = 16 * 1024;

  private final int borderBytes;
  private final byte[] window;

  public Scratch() {
    this(BORDER_BYTES);
  }

  /** With another border than {@link #BORDER_BYTES}, to find out which is best. */
  public Scratch(int borderBytes) {
    this.borderBytes = borderBytes;
    window = new byte[CHUNK_BYTES + borderBytes];
  }

  /** A frame longer than this passes by reference. */
  public int borderBytes() {
    return borderBytes;
  }

  /** The window: room for one partial frame and one chunk behind it. */
  public byte[] window() {
    return window;
  }
}
