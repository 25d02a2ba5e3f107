package dev.ringway.redis.pubsub;

import java.util.List;

/** Waits until it is known how each of several legs stands, and then runs a task once. */
final class Settling {
  private final Runnable task;
  private int missing = 1;

  Settling(Runnable task) {
    this.task = task;
  }

  void await(List<Leg> legs) {
    for (Leg leg : legs) {
      if (leg.tell(this)) {
        missing++;
      }
    }
  }

  /** No more legs follow. */
  void begin() {
    onSettled();
  }

  void onSettled() {
    if (--missing == 0) {
      task.run();
    }
  }
}
