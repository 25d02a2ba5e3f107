package dev.ringway.redis.split;

import dev.ringway.core.loop.Scratch;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.redis.resp.Lines;
import dev.ringway.redis.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes one array of several: takes the next element of the array that each key's group got. A
 * group without an array gives nulls.
 */
final class ValuesMerger {
  private static final int KEPT_BYTES = 256 * 1024;
  private static final byte[] NOTHING = new byte[0];

  private final Reply reply = new Reply();
  private final Frame whole = new Frame();
  private Frame[] sources = {};
  private int[] cursors = {};
  private int groups;
  private int keys;
  private RespWriter out = new RespWriter(1024);
  private @Nullable CompositeByteBuf parts;

  /** Whether a reply is an array that says it has so many elements. */
  static boolean isArrayOf(int size, Frame reply) {
    if (reply.byteAt(0) != '*') {
      return false;
    }
    int elements = 0;
    int at = 1;
    for (byte b = reply.byteAt(at); b != '\r'; b = reply.byteAt(++at)) {
      elements = 10 * elements + (b - '0');
    }
    return elements == size;
  }

  void begin(int numberOfKeys, int numberOfGroups, boolean resp3) {
    keys = numberOfKeys;
    groups = numberOfGroups;
    if (sources.length < groups) {
      int known = sources.length;
      sources = Arrays.copyOf(sources, groups);
      for (int i = known; i < groups; i++) {
        sources[i] = new Frame();
      }
      cursors = new int[groups];
    }
    Arrays.fill(cursors, 0, groups, -1);
    out.clear().resp3(resp3).array(keys);
  }

  /** Sets a group's array: a frame, or a span of an array; borrowed. */
  void source(int group, @Nullable Frame frame, byte[] bytes, int offset, int length) {
    Frame source = sources[group];
    if (frame != null) {
      source.of(frame);
    } else {
      source.of(bytes, offset, length);
    }
    int at = 1;
    while (source.byteAt(at) != '\n') {
      at++;
    }
    cursors[group] = at + 1;
  }

  /**
   * Writes the elements in the order of the keys.
   *
   * @return false if a source holds aggregates
   */
  boolean merge(int[] groupOfKey, boolean hasLong) {
    if (hasLong) {
      parts = Unpooled.compositeBuffer(Integer.MAX_VALUE);
    }
    for (int key = 0; key < keys; key++) {
      int group = groupOfKey[key];
      int from = cursors[group];
      if (from < 0) {
        out.nil();
        continue;
      }
      Frame source = sources[group];
      int end = source.isArray() ? endInArray(source, from) : endInBuffer(source, from);
      if (end < 0) {
        return false;
      }
      cursors[group] = end;
      add(source, from, end - from);
    }
    return true;
  }

  /** Where the element at {@code from} ends, or -1 if it is an aggregate. */
  private static int endInArray(Frame source, int from) {
    byte[] bytes = source.array();
    int at = source.arrayOffset() + from;
    byte type = bytes[at++];
    if (type == '_') {
      return from + 3;
    }
    if (type != '$') {
      return isLine(type) ? Lines.end(source, from) + 2 : -1;
    }
    if (bytes[at] == '-') {
      return from + 5;
    }
    int length = 0;
    for (byte b = bytes[at++]; b != '\r'; b = bytes[at++]) {
      length = 10 * length + (b - '0');
    }
    return at + 1 + length + 2 - source.arrayOffset();
  }

  /** Whether an element is one line: a number, a word or an error. */
  private static boolean isLine(byte type) {
    return type == ':' || type == '+' || type == '-';
  }

  private static int endInBuffer(Frame source, int from) {
    int at = from;
    byte type = source.byteAt(at++);
    if (type == '_') {
      return from + 3;
    }
    if (type != '$') {
      return isLine(type) ? Lines.end(source, from) + 2 : -1;
    }
    if (source.byteAt(at) == '-') {
      return from + 5;
    }
    int length = 0;
    for (byte b = source.byteAt(at++); b != '\r'; b = source.byteAt(at++)) {
      length = 10 * length + (b - '0');
    }
    return at + 1 + length + 2;
  }

  private void add(Frame source, int from, int length) {
    CompositeByteBuf composite = parts;
    if (composite == null || source.isArray() || length < Scratch.BORDER_BYTES / 4) {
      out.frame(source, from, length);
      return;
    }
    flush(composite);
    composite.addComponent(true, source.slice(from, length));
  }

  private void flush(CompositeByteBuf composite) {
    if (out.length() > 0) {
      composite.addComponent(true, Unpooled.wrappedBuffer(out.toBytes()));
      out.clear();
    }
  }

  /** Gives the merged array to a sink. */
  void answer(ReplySink sink, int index) {
    CompositeByteBuf composite = parts;
    if (composite == null) {
      answer(out, sink, index);
    } else {
      flush(composite);
      sink.onReply(index, reply.of(Reply.Kind.HIT, whole.of((ByteBuf) composite)));
    }
  }

  /** Gives what was written to a sink. */
  void answer(RespWriter written, ReplySink sink, int index) {
    sink.onReply(index, reply.of(Reply.Kind.HIT, written.array(), 0, written.length()));
  }

  /** Lets go of all sources. */
  void clear() {
    CompositeByteBuf composite = parts;
    if (composite != null) {
      parts = null;
      composite.release();
    }
    for (int group = 0; group < groups; group++) {
      sources[group].of(NOTHING);
    }
    if (out.array().length > KEPT_BYTES) {
      out = new RespWriter(1024);
    }
  }
}
