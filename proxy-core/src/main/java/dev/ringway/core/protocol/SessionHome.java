package dev.ringway.core.protocol;

import dev.ringway.core.route.Route;
import dev.ringway.core.stats.ListenerStats;

/** Where the sessions of one listener on one worker live. */
public interface SessionHome {
  /** Stands for the worker: the same object for all listeners that it serves. */
  Object worker();

  /** What the listener speaks, with its command table as it is now. */
  Protocol protocol();

  /** The listener's root, as it is now. */
  Route root();

  /** This worker's numbers about the listener. */
  ListenerStats stats();
}
