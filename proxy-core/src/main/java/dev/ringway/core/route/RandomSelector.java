package dev.ringway.core.route;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Any child, each as likely as the others. */
public final class RandomSelector implements Selector {
  private final List<Route> children;

  public RandomSelector(List<? extends Route> children) {
    this.children = List.copyOf(children);
  }

  @Override
  public Route select(Request request) {
    return children.get(ThreadLocalRandom.current().nextInt(children.size()));
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
