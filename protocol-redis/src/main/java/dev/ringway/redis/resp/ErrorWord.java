package dev.ringway.redis.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first word of an error reply, which says whether the server or the client is at fault. */
final class ErrorWord {
  private static final int MAX_BYTES = 16;

  /** By these words a server says that it cannot serve now, though another might. */
  private static final byte[][] SERVER_FAULTS = {
    word("LOADING"),
    word("OOM"),
    word("BUSY"),
    word("MASTERDOWN"),
    word("READONLY"),
    word("CLUSTERDOWN"),
    word("TRYAGAIN"),
    word("MISCONF"),
    word("NOREPLICAS")
  };

  private final byte[] bytes = new byte[MAX_BYTES];
  private int length;

  void clear() {
    length = 0;
  }

  void add(byte b) {
    if (length < MAX_BYTES) {
      bytes[length++] = b;
    }
  }

  boolean isServerFault() {
    for (byte[] fault : SERVER_FAULTS) {
      if (Arrays.equals(bytes, 0, length, fault, 0, fault.length)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] word(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
