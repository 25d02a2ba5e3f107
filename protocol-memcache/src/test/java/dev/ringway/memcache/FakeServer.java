package dev.ringway.memcache;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import dev.ringway.memcache.text.MemcacheReplyScanner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A leaf that remembers what it was sent and answers when told; short replies as arrays, long ones
 * as buffers.
 */
public final class FakeServer implements Leaf {
  private record Waiting(ReplySink sink, int index) {}

  private final String name;
  private final Deque<Waiting> waiting = new ArrayDeque<>();

  /** The requests that came, as text. */
  public final List<String> requests = new ArrayList<>();

  /** The variants that the requests asked for. */
  final List<Integer> variants = new ArrayList<>();

  public FakeServer(String name) {
    this.name = name;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    Request kept = request.keep();
    requests.add(new String(kept.frame().toBytes(), StandardCharsets.ISO_8859_1));
    kept.release();
    variants.add(request.variant());
    waiting.add(new Waiting(sink, index));
  }

  /** The last request. */
  public String last() {
    return requests.getLast();
  }

  int waiting() {
    return waiting.size();
  }

  /** Answers the oldest request with a short reply. */
  public void answer(String reply) {
    byte[] bytes = Cuts.bytes("??" + reply);
    answer(new Frame().of(bytes, 2, bytes.length - 2));
  }

  /** Answers the oldest request with a reply in a buffer of its own. */
  public void answerLong(String reply) {
    ByteBuf buffer = Unpooled.copiedBuffer(Cuts.bytes(reply));
    answer(new Frame().of(buffer));
    buffer.release();
  }

  private void answer(Frame frame) {
    MemcacheReplyScanner scanner = new MemcacheReplyScanner();
    byte[] bytes = frame.toBytes();
    if (scanner.scan(bytes, 0, bytes.length) != bytes.length) {
      throw new AssertionError("no reply: " + new String(bytes, StandardCharsets.ISO_8859_1));
    }
    Waiting oldest = waiting.remove();
    oldest.sink.onReply(oldest.index, new Reply().of(scanner.kind(), frame));
  }

  public void fail() {
    Waiting oldest = waiting.remove();
    oldest.sink.onFault(oldest.index, new Fault(Failure.TIMEOUT, "server " + name + " is silent"));
  }

  @Override
  public String describe() {
    return "server " + name;
  }
}
