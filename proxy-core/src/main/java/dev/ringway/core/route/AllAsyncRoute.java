package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;
import java.util.List;

/** All children get the request; the client is answered at once, as if it had succeeded. */
public final class AllAsyncRoute implements FanOut {
  private final List<Route> children;
  private final NullLeaf answer;

  /**
   * @param answer answers for all
   */
  public AllAsyncRoute(List<? extends Route> children, NullLeaf answer) {
    this.children = List.copyOf(children);
    this.answer = answer;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    byte[] bytes = answer.bytesFor(request);
    if (bytes == null) {
      answer.refuse(request, sink, index);
      return;
    }
    for (int i = 0; i < children.size(); i++) {
      Route.send(children.get(i), request, Dropping.SINK, 0);
    }
    answer.answer(request, bytes, sink, index);
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "allasync";
  }
}
