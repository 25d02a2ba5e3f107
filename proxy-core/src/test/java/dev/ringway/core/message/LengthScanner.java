package dev.ringway.core.message;

/** Frames of a length in seven digits, a colon, so many bytes and one more. */
final class LengthScanner implements FrameScanner {
  static final int HEAD_BYTES = 8;

  private int seen;
  private long length;

  @Override
  public int scan(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && seen < HEAD_BYTES) {
      if (seen < HEAD_BYTES - 1) {
        length = 10 * length + bytes[at] - '0';
      }
      seen++;
      at++;
    }
    if (seen < HEAD_BYTES) {
      return MORE;
    }
    long rest = Math.min(length, to - at);
    length -= rest;
    at += (int) rest;
    return length == 0 && at < to ? at + 1 : MORE;
  }

  @Override
  public long skippable() {
    return seen < HEAD_BYTES ? 0 : length;
  }

  @Override
  public void skip(long count) {
    length -= count;
  }

  @Override
  public void reset() {
    seen = 0;
    length = 0;
  }

  @Override
  public String error() {
    return "";
  }
}
