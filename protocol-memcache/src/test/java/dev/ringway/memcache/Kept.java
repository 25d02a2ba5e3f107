package dev.ringway.memcache;

import dev.ringway.core.message.ReplySink;
import dev.ringway.core.route.Leaf;
import dev.ringway.core.route.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A leaf that keeps the requests that a session makes of what a client says. */
public final class Kept implements Leaf {
  private final List<Request> requests = new ArrayList<>();

  /** The request that a session makes of one command. */
  public static Request request(String command) {
    Kept kept = new Kept();
    new FakeClient(kept, FakeClient.options()).send(Cuts.bytes(command));
    return kept.requests.getFirst();
  }

  /** The same, with its bytes in a buffer as those of a long one. */
  public static Request longRequest(String command) {
    Request request = request(command);
    byte[] bytes = request.frame().toBytes();
    request.frame().of(io.netty.buffer.Unpooled.wrappedBuffer(bytes));
    return request;
  }

  public static String text(Request request) {
    return new String(request.frame().toBytes(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    requests.add(request.keep());
  }

  @Override
  public String describe() {
    return "kept";
  }
}
