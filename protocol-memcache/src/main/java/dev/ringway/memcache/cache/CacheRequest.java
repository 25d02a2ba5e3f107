package dev.ringway.memcache.cache;

import dev.ringway.core.cache.CacheKey;
import dev.ringway.core.message.Frame;
import dev.ringway.memcache.command.MemcacheCommand;
import dev.ringway.memcache.text.CommandLine;
import dev.ringway.memcache.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * A request to a cache in this process, cut into words. Filled again for each; it borrows the
 * request's frame.
 */
final class CacheRequest {
  private static final byte[] NOTHING = new byte[0];

  private final CommandLine line = new CommandLine(CommandLine.MAX_KEY_BYTES);
  private Frame frame = new Frame();
  private byte[] bytes = NOTHING;
  private int base;
  private int lineBytes;

  CacheRequest of(Frame request) {
    frame = request;
    lineBytes = 1;
    while (request.byteAt(lineBytes - 1) != '\n') {
      lineBytes++;
    }
    if (request.isArray()) {
      bytes = request.array();
      base = request.arrayOffset();
    } else {
      bytes = new byte[lineBytes];
      base = 0;
      request.copyTo(0, lineBytes, bytes, 0);
    }
    line.read(bytes, base, base + lineBytes - 1);
    return this;
  }

  MemcacheCommand command() {
    return line.command();
  }

  /** What to answer instead of doing anything, or null. */
  byte @Nullable [] refusal() {
    return line.refusal();
  }

  /** How many words there are. */
  int count() {
    return line.tokens().count();
  }

  /** Where a word's bytes lie. */
  byte[] bytes() {
    return bytes;
  }

  int start(int word) {
    return base + line.tokens().start(word);
  }

  int length(int word) {
    return line.tokens().length(word);
  }

  byte first(int word) {
    return bytes[start(word)];
  }

  CacheKey key(int word) {
    return CacheKey.of(bytes, start(word), length(word));
  }

  /** Whether memcached's parser takes a word, without its first bytes, for a number. */
  boolean isNumber(int word, int skipped, boolean signed) {
    return Numbers.isLoose(bytes, start(word) + skipped, start(word) + length(word), signed);
  }

  /** The number in a word that {@link #isNumber}. */
  long number(int word, int skipped) {
    return Numbers.loose(bytes, start(word) + skipped, start(word) + length(word));
  }

  boolean is(int word, String text) {
    int length = length(word);
    if (length != text.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (bytes[start(word) + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The length of the data block, without its line end. */
  int dataBytes() {
    return (int) line.dataBytes();
  }

  /** The data block, copied. */
  byte[] data() {
    byte[] data = new byte[dataBytes()];
    frame.copyTo(lineBytes, data.length, data, 0);
    return data;
  }
}
