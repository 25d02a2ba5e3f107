package dev.ringway.redis.rewrite;

import dev.ringway.core.loop.Scratch;
import dev.ringway.core.message.Frame;
import dev.ringway.core.route.Request;
import dev.ringway.redis.resp.Arguments;
import dev.ringway.redis.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request written again with some arguments changed; long values stay where they are. */
final class EditedRequest {
  private final Request request;
  private final Arguments arguments;
  private final RespWriter head;
  private @Nullable CompositeByteBuf parts;

  /**
   * Begins with the number of arguments.
   *
   * @param arguments of the request; borrowed
   * @param more how many arguments there will be beside these
   */
  EditedRequest(Request request, Arguments arguments, int more) {
    this.request = request;
    this.arguments = arguments;
    this.head = new RespWriter(64 + Math.min(request.frame().length(), Scratch.BORDER_BYTES));
    head.array(arguments.count() + more);
  }

  /** Adds arguments as they are, from {@code first} up to but without {@code end}. */
  EditedRequest same(int first, int end) {
    for (int i = first; i < end; i++) {
      add(i, 0);
    }
    return this;
  }

  /** Adds an argument without its first bytes. */
  EditedRequest without(int bytes, int index) {
    add(index, bytes);
    return this;
  }

  EditedRequest add(String text) {
    head.bulk(text.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private void add(int index, int skipped) {
    int start = arguments.start(index) + skipped;
    int length = arguments.length(index) - skipped;
    head.header('$', length);
    Frame frame = arguments.frame();
    if (frame.isArray() || length < Scratch.BORDER_BYTES / 4) {
      head.frame(frame, start, length);
    } else {
      flush().addComponent(true, frame.slice(start, length));
    }
    head.crLf();
  }

  private CompositeByteBuf flush() {
    CompositeByteBuf composite = parts;
    if (composite == null) {
      composite = Unpooled.compositeBuffer(Integer.MAX_VALUE);
      parts = composite;
    }
    composite.addComponent(true, Unpooled.wrappedBuffer(head.toBytes()));
    head.clear();
    return composite;
  }

  /** The request; its bytes are the caller's to release, its key is the old one's. */
  Request end() {
    CompositeByteBuf composite = parts;
    if (composite == null) {
      return request.withFrame(new Frame().of(head.array(), 0, head.length()));
    }
    return request.withFrame(new Frame().of((ByteBuf) flush()));
  }
}
