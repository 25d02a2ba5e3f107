package dev.ringway.core.route;

import dev.ringway.core.message.ReplySink;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Answers from one child; a share of the requests goes to the other as well, unwaited. */
public final class SplitRoute implements FanOut {
  private final Route main;
  private final Route copy;
  private final double share;

  /**
   * @param share from 0 to 1
   */
  public SplitRoute(Route main, Route copy, double share) {
    this.main = main;
    this.copy = copy;
    this.share = share;
  }

  @Override
  public void send(Request request, ReplySink sink, int index) {
    if (share >= 1 || ThreadLocalRandom.current().nextDouble() < share) {
      Route.send(copy, request, Dropping.SINK, 0);
    }
    Route.send(main, request, sink, index);
  }

  @Override
  public List<Route> children() {
    return List.of(main, copy);
  }

  @Override
  public String describe() {
    return "split";
  }
}
