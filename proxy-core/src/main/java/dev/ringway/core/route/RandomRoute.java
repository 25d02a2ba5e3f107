package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Any child, each as likely as the others: drawn once a request, so that all its keys go the same
 * way.
 */
public final class RandomRoute implements FanOut {
  private final List<Route> children;

  public RandomRoute(List<? extends Route> children) {
    this.children = List.copyOf(children);
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    int child = ThreadLocalRandom.current().nextInt(children.size());
    Route.send(children.get(child), request, sink, index);
  }

  @Override
  public List<Route> children() {
    return children;
  }

  @Override
  public String describe() {
    return "random";
  }
}
