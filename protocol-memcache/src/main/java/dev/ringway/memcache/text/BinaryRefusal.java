package dev.ringway.memcache.text;

import dev.ringway.core.message.FrameScanner;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Refuses a client that speaks the binary protocol: each request gets a whole binary response with
 * its own operation and number, the status "not supported" and a sentence. Clients find who waits
 * by these two, and some wait for ever if the connection is closed instead.
 */
public final class BinaryRefusal {
  /** The first byte of every binary request. */
  static final byte REQUEST = (byte) 0x80;

  private static final int HEADER_BYTES = 24;
  private static final int OPERATION = 1;
  private static final int STATUS = 6;
  private static final int BODY_LENGTH = 8;
  private static final int NUMBER = 12;
  private static final byte RESPONSE = (byte) 0x81;
  private static final short NOT_SUPPORTED = 0x83;
  private static final byte[] SENTENCE =
      ("CLIENT_ERROR unsupported: the binary protocol is not served here, use the text or the meta"
              + " protocol\r\n")
          .getBytes(StandardCharsets.US_ASCII);

  private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);

  /**
   * Reads a request's header.
   *
   * @return where its body begins, or {@link FrameScanner#MORE}, or {@link FrameScanner#MALFORMED}
   */
  int read(byte[] bytes, int from, int to) {
    if (!header.hasRemaining()) {
      header.clear();
    }
    int count = Math.min(header.remaining(), to - from);
    header.put(bytes, from, count);
    if (header.position() > 0 && header.get(0) != REQUEST) {
      return FrameScanner.MALFORMED;
    }
    return header.hasRemaining() ? FrameScanner.MORE : from + count;
  }

  /** How long the body is that follows the header. */
  long bodyBytes() {
    return Integer.toUnsignedLong(header.getInt(BODY_LENGTH));
  }

  /** The response to the request whose header was read. */
  public byte[] answer() {
    return ByteBuffer.allocate(HEADER_BYTES + SENTENCE.length)
        .put(0, RESPONSE)
        .put(OPERATION, header.get(OPERATION))
        .putShort(STATUS, NOT_SUPPORTED)
        .putInt(BODY_LENGTH, SENTENCE.length)
        .putInt(NUMBER, header.getInt(NUMBER))
        .put(HEADER_BYTES, SENTENCE)
        .array();
  }
}
