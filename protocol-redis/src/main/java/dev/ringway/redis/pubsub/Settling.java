package dev.ringway.redis.pubsub;

import dev.ringway.redis.pubsub.Leg.State;
import java.util.List;

/** Waits until it is known how each of several legs stands, and then runs a task once. */
final class Settling {
  private final Runnable task;
  private int missing = 1;

  Settling(Runnable task) {
    this.task = task;
  }

  /** Waits for the servers that are asked to tell. */
  void await(List<Leg> legs) {
    await(State.WAITING, legs);
  }

  /** Waits for the servers that are asked to tell no more. */
  void awaitEnd(List<Leg> legs) {
    await(State.LEAVING, legs);
  }

  private void await(State asked, List<Leg> legs) {
    for (Leg leg : legs) {
      if (leg.tell(asked, this)) {
        missing++;
      }
    }
  }

  /** No more legs follow; true if there was nothing to wait for, and the task has run. */
  boolean begin() {
    onSettled();
    return missing == 0;
  }

  void onSettled() {
    if (--missing == 0) {
      task.run();
    }
  }
}
