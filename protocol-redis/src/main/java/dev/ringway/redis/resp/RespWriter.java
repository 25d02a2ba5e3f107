package dev.ringway.redis.resp;

import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that is written in RESP, in the version that the reader speaks: what RESP3
 * has types for is written to a RESP2 client as Redis would.
 */
public final class RespWriter {
  private byte[] bytes;
  private int length;
  private boolean resp3;

  public RespWriter() {
    this(128);
  }

  public RespWriter(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Sets the reader's version. */
  public RespWriter resp3(boolean yes) {
    resp3 = yes;
    return this;
  }

  public boolean isResp3() {
    return resp3;
  }

  /** Forgets what was written; keeps the memory. */
  public RespWriter clear() {
    length = 0;
    return this;
  }

  public int length() {
    return length;
  }

  /** The array written to, valid up to {@link #length} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  /** What was written as a reply that is no error; it borrows the array. */
  public Reply reply() {
    return new Reply().of(Reply.Kind.HIT, bytes, 0, length);
  }

  public RespWriter array(int elements) {
    return header('*', elements);
  }

  /** Begins a map of {@code pairs}: in RESP2 an array of twice as many. */
  public RespWriter map(int pairs) {
    return resp3 ? header('%', pairs) : header('*', 2L * pairs);
  }

  /** A decimal number: in RESP2 a bulk. */
  public RespWriter decimal(double value) {
    String text =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return resp3 ? put((byte) ',').raw(text).crLf() : bulk(text);
  }

  /** Begins a set: in RESP2 an array. */
  public RespWriter set(int elements) {
    return header(resp3 ? '~' : '*', elements);
  }

  public RespWriter integer(long value) {
    return header(':', value);
  }

  public RespWriter nil() {
    return resp3 ? raw("_\r\n") : raw("$-1\r\n");
  }

  /** A null where an array was asked for. */
  public RespWriter nilArray() {
    return resp3 ? raw("_\r\n") : raw("*-1\r\n");
  }

  public RespWriter simple(String text) {
    return put((byte) '+').raw(text).crLf();
  }

  /** An error, its word first: {@code ERR syntax error}. */
  RespWriter error(String text) {
    return put((byte) '-').raw(text).crLf();
  }

  public RespWriter bulk(String text) {
    return bulk(text.getBytes(StandardCharsets.UTF_8));
  }

  public RespWriter bulk(byte[] text) {
    return bulk(text, 0, text.length);
  }

  public RespWriter bulk(byte[] source, int offset, int count) {
    return header('$', count).raw(source, offset, count).crLf();
  }

  /** Text to be shown as it is: in RESP2 a bulk. */
  public RespWriter verbatim(String text) {
    return verbatim(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of bytes. */
  public RespWriter verbatim(byte[] text) {
    return resp3
        ? header('=', text.length + 4L).raw("txt:").raw(text, 0, text.length).crLf()
        : bulk(text);
  }

  /** Writes a type byte, a number and the end of the line. */
  public RespWriter header(char type, long value) {
    room(24);
    bytes[length++] = (byte) type;
    digits(value);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  private void digits(long value) {
    if (value < 0) {
      raw(Long.toString(value));
      return;
    }
    int count = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      count++;
    }
    int at = length + count;
    length = at;
    long rest = value;
    do {
      bytes[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
  }

  /** Writes ASCII as it is. */
  public RespWriter raw(String ascii) {
    int count = ascii.length();
    room(count + 24);
    for (int i = 0; i < count; i++) {
      bytes[length + i] = (byte) ascii.charAt(i);
    }
    length += count;
    return this;
  }

  public RespWriter raw(byte[] source, int offset, int count) {
    room(count + 2);
    System.arraycopy(source, offset, bytes, length, count);
    length += count;
    return this;
  }

  /** Copies {@code count} bytes from {@code index} of a frame. */
  public RespWriter frame(Frame source, int index, int count) {
    room(count + 2);
    source.copyTo(index, count, bytes, length);
    length += count;
    return this;
  }

  public RespWriter crLf() {
    room(2);
    bytes[length++] = '\r';
    bytes[length++] = '\n';
    return this;
  }

  private RespWriter put(byte b) {
    room(1);
    bytes[length++] = b;
    return this;
  }

  private void room(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
    }
  }
}
