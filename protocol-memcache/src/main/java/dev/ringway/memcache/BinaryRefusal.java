package dev.ringway.memcache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The one answer to a client that speaks the binary protocol: a whole binary response with the
 * status "not supported" and a sentence, so that such clients fail at once and say why.
 */
final class BinaryRefusal {
  private static final int HEADER_BYTES = 24;
  private static final byte RESPONSE = (byte) 0x81;
  private static final short NOT_SUPPORTED = 0x83;
  private static final String SENTENCE =
      "CLIENT_ERROR unsupported: the binary protocol is not served here, use the text or the meta"
          + " protocol\r\n";

  static final byte[] BYTES = make();

  private BinaryRefusal() {}

  private static byte[] make() {
    byte[] text = SENTENCE.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(HEADER_BYTES + text.length)
        .put(0, RESPONSE)
        .putShort(6, NOT_SUPPORTED)
        .putInt(8, text.length)
        .put(HEADER_BYTES, text)
        .array();
  }
}
