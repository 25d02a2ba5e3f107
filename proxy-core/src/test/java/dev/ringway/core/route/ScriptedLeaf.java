package dev.ringway.core.route;

import dev.ringway.core.failure.Failure;
import dev.ringway.core.failure.Fault;
import dev.ringway.core.message.Frame;
import dev.ringway.core.message.Reply;
import dev.ringway.core.message.ReplySink;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A leaf that remembers what it was sent and answers when told, or at once if told before. */
final class ScriptedLeaf implements Leaf {
  private record Waiting(ReplySink sink, int index) {}

  private final String name;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<Consumer<ScriptedLeaf>> ready = new ArrayDeque<>();

  /** The bytes of the requests that came. */
  final List<String> requests = new ArrayList<>();

  ScriptedLeaf(String name) {
    this.name = name;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    requests.add(new String(request.frame().toBytes(), StandardCharsets.ISO_8859_1));
    waiting.add(new Waiting(sink, index));
    Consumer<ScriptedLeaf> answer = ready.poll();
    if (answer != null) {
      answer.accept(this);
    }
  }

  /** Answers the next request before its send returns. */
  ScriptedLeaf atOnce(Consumer<ScriptedLeaf> answer) {
    ready.add(answer);
    return this;
  }

  int waiting() {
    return waiting.size();
  }

  void hit(String text) {
    reply(Reply.Kind.HIT, text);
  }

  void miss() {
    reply(Reply.Kind.MISS, "nothing");
  }

  /** Answers the oldest request from a buffer of its own, which must not be needed afterwards. */
  void reply(Reply.Kind kind, String text) {
    Waiting oldest = waiting.remove();
    ByteBuf buffer = UnpooledByteBufAllocator.DEFAULT.directBuffer();
    buffer.writeCharSequence(text, StandardCharsets.ISO_8859_1);
    oldest.sink.onReply(oldest.index, new Reply().of(kind, new Frame().of(buffer)));
    if (buffer.refCnt() == 1) {
      buffer.setZero(0, buffer.writerIndex());
    }
    buffer.release();
  }

  /** As {@link #reply}, from an array that is overwritten afterwards. */
  void shortReply(Reply.Kind kind, String text) {
    Waiting oldest = waiting.remove();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    oldest.sink.onReply(oldest.index, new Reply().of(kind, bytes, 0, bytes.length));
    java.util.Arrays.fill(bytes, (byte) 0);
  }

  void fault(Failure failure) {
    Waiting oldest = waiting.remove();
    oldest.sink.onFault(oldest.index, new Fault(failure, name));
  }

  @Override
  public String describe() {
    return "server " + name;
  }
}
