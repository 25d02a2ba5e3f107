package dev.ringway.core.cache;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A reply that a cache inside the proxy makes: short values are copied, long ones go by reference.
 * Used again and again by one loop.
 */
public final class CacheReply {
  /** The longest reply, in bytes. */
  public static final int MAX_BYTES = 64 << 20;

  private static final int LONG_BYTES = 8 * 1024;
  private static final int KEPT_BYTES = 64 * 1024;
  private static final int USUAL_BYTES = 512;
  private static final Fault TOO_LARGE =
      new Fault(
          Failure.TOO_LARGE,
          "the values asked for at once are longer than " + (MAX_BYTES >> 20) + " MiB");

  private final Reply reply = new Reply();
  private byte[] bytes = new byte[USUAL_BYTES];
  private int length;
  private long longBytes;
  private @Nullable CompositeByteBuf parts;

  /** How many bytes there are. */
  public long length() {
    return longBytes + length;
  }

  /** Appends one byte. */
  public CacheReply add(char ascii) {
    room(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  /** Appends bytes; copied. */
  public CacheReply add(byte[] source, int from, int count) {
    if (length() + count > MAX_BYTES) {
      longBytes += count;
      return this;
    }
    room(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
    return this;
  }

  /** Appends all of an array; copied. */
  public CacheReply add(byte[] source) {
    return add(source, 0, source.length);
  }

  /** Appends text of characters that take one byte each. */
  public CacheReply add(String latin) {
    return add(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Appends a number in decimal digits. */
  public CacheReply add(long number) {
    if (number < 0 || number > 9) {
      return add(Long.toString(number));
    }
    return add((char) ('0' + number));
  }

  /** Appends a value that never changes: by reference if it is long. */
  public CacheReply addValue(byte[] value) {
    return addValue(value, 0, value.length);
  }

  /** Appends a part of a value that never changes: by reference if it is long. */
  public CacheReply addValue(byte[] value, int from, int count) {
    if (count < LONG_BYTES) {
      return add(value, from, count);
    }
    longBytes += count;
    if (length() <= MAX_BYTES) {
      CompositeByteBuf all = endPart();
      all.addComponent(true, Unpooled.wrappedBuffer(value, from, count));
      parts = all;
    }
    return this;
  }

  /** Forgets what was appended. */
  public CacheReply clear() {
    CompositeByteBuf all = parts;
    parts = null;
    if (all != null) {
      all.release();
    }
    length = 0;
    longBytes = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[USUAL_BYTES];
    }
    return this;
  }

  /** Gives the reply to who waits, and is then empty. */
  public void give(Kind kind, ReplySink sink, int index) {
    if (length() > MAX_BYTES) {
      clear();
      sink.onFault(index, TOO_LARGE);
      return;
    }
    if (parts == null) {
      sink.onReply(index, reply.of(kind, bytes, 0, length));
    } else {
      CompositeByteBuf all = endPart();
      reply.frame().of(all);
      sink.onReply(index, reply.of(kind, reply.frame()));
    }
    clear();
  }

  /** Moves what was copied behind what goes by reference. */
  private CompositeByteBuf endPart() {
    CompositeByteBuf all = parts;
    if (all == null) {
      all = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    }
    if (length > 0) {
      all.addComponent(true, Unpooled.copiedBuffer(bytes, 0, length));
      longBytes += length;
      length = 0;
    }
    return all;
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }
}
