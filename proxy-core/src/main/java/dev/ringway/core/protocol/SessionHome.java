package dev.ringway.core.protocol;

import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerStats;

/** Where the sessions of one listener on one worker live. */
public interface SessionHome {
  /** Stands for the worker: the same object for all listeners that it serves. */
  Object worker();

  /** What the listener speaks, with its command table as it is now. */
  Protocol protocol();

  /** The listener's name. */
  String listener();

  /** The listener's root, as it is now. */
  Route root();

  /**
   * Runs a task on this worker, in a turn of its loop; from any thread.
   *
   * @return false if the worker has ended: the task will not run
   */
  boolean execute(Runnable task);

  /**
   * Runs a task on this worker after some time, unless the worker ends before; on its loop only.
   */
  void schedule(Runnable task, long delayNanos);

  /** This worker's numbers about the listener. */
  ListenerStats stats();
}
