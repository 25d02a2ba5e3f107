package dev.ringway.memcache.split;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.Reply.Kind;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.protocol.SessionOptions.PartialResults;
import dev.ringway.memcache.text.Answers;
import dev.ringway.memcache.text.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer of the parts of a divided {@code get}: the values in the order of the keys
 * asked, a key asked twice answered twice, and one END.
 */
public final class MultiGet extends Gathering {
  private static final int VALUE_BYTES = "VALUE ".length();
  private static final Fault TOO_LARGE =
      new Fault(Failure.TOO_LARGE, "the values asked for at once are longer than 1 GiB");
  private static final long MAX_BYTES = 1L << 30;

  private final byte[] line;
  private final Tokens tokens;
  private final int firstKey;
  private final int[] owners;
  private final PartialResults partialResults;
  private final int[] starts;
  private final int[] lengths;
  private int[] cursors = new int[0];
  private @Nullable ReplySink sink;
  private int index;

  /**
   * @param line the whole command line
   * @param tokens where its words stand
   * @param firstKey the first token that is a key
   * @param owners the part that each key was asked in
   */
  MultiGet(byte[] line, Tokens tokens, int firstKey, int[] owners, PartialResults partialResults) {
    this.line = line;
    this.tokens = tokens;
    this.firstKey = firstKey;
    this.owners = owners;
    this.partialResults = partialResults;
    this.starts = new int[owners.length];
    this.lengths = new int[owners.length];
  }

  /** Says who is answered, out of how many parts. */
  void answerTo(ReplySink client, int place, int parts) {
    sink = client;
    index = place;
    cursors = new int[parts];
    expect(parts);
  }

  @Override
  protected void finish() {
    ReplySink client = sink;
    if (client == null) {
      throw new IllegalStateException("nobody asked");
    }
    Fault fault = fault();
    Reply error = error();
    if (partialResults == PartialResults.ERROR && error != null) {
      client.onReply(index, error);
    } else if (partialResults == PartialResults.ERROR && fault != null) {
      client.onFault(index, fault);
    } else {
      merge(client);
    }
  }

  private void merge(ReplySink client) {
    long total = Answers.END.length;
    for (int key = 0; key < owners.length; key++) {
      total += find(key);
    }
    if (total > MAX_BYTES) {
      client.onFault(index, TOO_LARGE);
      return;
    }
    byte[] merged = new byte[(int) total];
    int at = 0;
    for (int key = 0; key < owners.length; key++) {
      Reply reply = reply(owners[key]);
      if (lengths[key] > 0 && reply != null) {
        reply.frame().copyTo(starts[key], lengths[key], merged, at);
        at += lengths[key];
      }
    }
    System.arraycopy(Answers.END, 0, merged, at, Answers.END.length);
    client.onReply(index, new Reply().of(at > 0 ? Kind.HIT : Kind.MISS, merged, 0, merged.length));
  }

  /** Finds the next value of the key's part if it is the key's; says how long it is. */
  private int find(int key) {
    int part = owners[key];
    Reply reply = reply(part);
    if (reply == null || reply.kind() != Kind.HIT) {
      return 0;
    }
    Frame frame = reply.frame();
    int from = cursors[part];
    int keyStart = tokens.start(firstKey + key);
    int keyLength = tokens.length(firstKey + key);
    int at = from + VALUE_BYTES;
    if (frame.byteAt(from) != 'V' || at + keyLength >= frame.length()) {
      return 0;
    }
    if (frame.byteAt(at + keyLength) != ' ') {
      return 0;
    }
    for (int i = 0; i < keyLength; i++) {
      if (frame.byteAt(at + i) != line[keyStart + i]) {
        return 0;
      }
    }
    int length = valueEnd(frame, at + keyLength + 1) - from;
    starts[key] = from;
    lengths[key] = length;
    cursors[part] = from + length;
    return length;
  }

  /**
   * Where a value ends whose flags begin at {@code at}; the reply was framed, so it is all there.
   */
  public static int valueEnd(Frame frame, int at) {
    while (frame.byteAt(at) != ' ') {
      at++;
    }
    at++;
    int bytes = 0;
    for (int digit = frame.byteAt(at) - '0'; digit >= 0 && digit <= 9; ) {
      bytes = bytes * 10 + digit;
      digit = frame.byteAt(++at) - '0';
    }
    while (frame.byteAt(at) != '\n') {
      at++;
    }
    return at + 1 + bytes + 2;
  }
}
